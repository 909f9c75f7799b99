// kontor export: records into a file, from the command line.
#include <filesystem>
#include <fstream>
#include <iostream>

#include "api/messages.h"
#include "app/commands/command.h"
#include "records/export/export.h"

namespace kontor::app {
namespace {

using exporting::Export;
using exporting::ExportRequest;
using exporting::Format;

// The user named, else the program itself.
Result<auth::Actor> exporter(Workspace& workspace, const Arguments& arguments) {
  if (!arguments.has("user")) return auth::system_actor(auth::SystemWork::export_command);
  return auth::Actor{.user = TRY(user_or_first(workspace, arguments, "user")).id};
}

Failure wrong_value(std::string_view option, std::string_view value) {
  return fail(Code::bad_request, "usage.wrong_value",
              {{"name", std::string(option)}, {"value", std::string(value)}});
}

std::vector<std::string> listed(std::string_view text) {
  std::vector<std::string> items;
  while (!text.empty()) {
    const auto item = text.substr(0, text.find(','));
    if (!item.empty()) items.emplace_back(item);
    text.remove_prefix(std::min(text.size(), item.size() + 1));
  }
  return items;
}

// What --format says, else what the file's name says.
Result<Format> format_of(const Arguments& arguments, const std::string& path) {
  std::string word = std::filesystem::path(path).extension().string();
  if (!word.empty()) word.erase(0, 1);
  if (word == "vcf") word = "vcard";
  word = arguments.option_or("format", word);
  const auto format = exporting::parse_format(word);
  if (!format) return wrong_value("format", word);
  return *format;
}

Result<void> write_pieces(Export& file, const std::string& path) {
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  for (std::string piece;; piece.clear()) {
    TRY(file.next(piece));
    if (piece.empty()) break;
    out << piece;
  }
  if (!out.flush()) return fail(Code::storage_full, "export.failed");
  return {};
}

}  // namespace

Result<void> export_file(const Arguments& arguments) {
  TRY(arguments.only({"data", "database", "object", "format", "filter", "sort", "fields", "search",
                      "language", "user"}));
  const auto files = operands(arguments, 1);
  if (files.size() != 1) return fail(Code::bad_request, "usage.missing_option", {{"name", "FILE"}});
  const std::string& path = files.front();
  ExportRequest wanted{.list = {.object = TRY(required_option(arguments, "object")),
                                .filter = arguments.option_or("filter", ""),
                                .sort = listed(arguments.option_or("sort", "")),
                                .fields = listed(arguments.option_or("fields", "")),
                                .search = arguments.option_or("search", "")},
                       .format = TRY(format_of(arguments, path))};
  const bool german = language_of_terminal() == api::Language::de;
  wanted.style.language = arguments.option_or("language", german ? "de" : "en");
  if (wanted.style.language != "de" && wanted.style.language != "en")
    return wrong_value("language", wanted.style.language);
  auto workspace = TRY(open_workspace(arguments));
  const auth::Actor actor = TRY(exporter(*workspace, arguments));
  if (const auto zone = TimeZone::find(actor.zone)) wanted.style.zone = *zone;
  const bool whole = wanted.format == Format::xlsx;
  Export file =
      TRY(Export::open([&] { return workspace->access().view(actor); }, std::move(wanted)));
  const std::string folder = std::filesystem::temp_directory_path().string();
  if (whole)
    TRY(file.write_workbook(path, folder, [] { return false; }));
  else
    TRY(write_pieces(file, path));
  std::cout << "records\t" << file.written() << '\n';
  return {};
}

}  // namespace kontor::app
