#include <iostream>

#include "app/commands/command.h"
#include "records/kits.h"

namespace kontor::app {

Result<void> list_kits(const Arguments& arguments) {
  TRY(arguments.only({"data", "database"}));
  auto workspace = TRY(open_workspace(arguments));
  auto snapshot = TRY(workspace->database().read());
  const auto catalogue = TRY(workspace->catalogues().of(*snapshot));
  for (const records::KitInfo& kit : TRY(records::list_kits(*catalogue)))
    std::cout << kit.name << '\t' << (kit.installed ? "installed" : "-") << '\t' << kit.label.en
              << '\n';
  return {};
}

Result<void> install_kits(const Arguments& arguments) {
  TRY(arguments.only({"data", "database", "sample"}));
  const std::vector<std::string> kits = operands(arguments, 2);
  if (kits.empty()) return fail(Code::bad_request, "usage.missing_kit");
  auto workspace = TRY(open_workspace(arguments, Opening::or_new));
  const auto installed = TRY(
      records::install_kits(workspace->writer(), auth::system_actor(auth::SystemWork::kit_command),
                            kits, arguments.has("sample")));
  for (const std::string& kit : installed.kits) std::cout << kit << '\n';
  return {};
}

}  // namespace kontor::app
