// kontor backup and restore. Neither upgrades what it copies: a backup is made before an upgrade,
// and a restored workspace is upgraded when it is opened.
#include "storage/backup.h"

#include <cstdlib>
#include <filesystem>
#include <iostream>

#include "app/commands/command.h"
#include "app/data_folder.h"

namespace kontor::app {
namespace {

Result<std::string> file_operand(const Arguments& arguments) {
  const auto files = operands(arguments, 1);
  if (files.size() != 1) return fail(Code::bad_request, "usage.missing_file");
  return files.front();
}

}  // namespace

Result<void> back_up(const Arguments& arguments) {
  TRY(arguments.only({"data", "database"}));
  const std::string file = TRY(file_operand(arguments));
  TRY(storage::back_up(TRY(database_url(arguments)), file));
  std::cout << file << '\t' << std::filesystem::file_size(file) << '\n';
  return {};
}

Result<void> restore(const Arguments& arguments) {
  TRY(arguments.only({"data", "database"}));
  const std::string file = TRY(file_operand(arguments));
  const std::string folder = TRY(required_option(arguments, "data"));
  TRY(make_data_folder(folder));
  {
    const int lock = TRY(lock_data_folder(folder));
    auto restored = storage::restore(file, TRY(database_url(arguments)));
    unlock_data_folder(lock);
    TRY(std::move(restored));
  }
  TRY(open_workspace(arguments, Opening::alone_or_new));
  std::cout << "restored\t" << folder << '\n';
  return {};
}

}  // namespace kontor::app
