// kontor import: files into records, from the command line. What became of it goes to stdout, one
// thing a line with tabs between its parts; the exit code is 0 also when single rows did not land.
#include <charconv>
#include <filesystem>
#include <iostream>

#include "api/messages.h"
#include "app/commands/command.h"
#include "base/text.h"
#include "records/imports/import_json.h"
#include "records/imports/imports.h"
#include "records/imports/targets.h"

namespace kontor::app {
namespace {

using importing::Import;
using importing::ImportChanges;
using importing::Tally;

constexpr std::int64_t kProblemsAtOnce = 1'000;

// The user named, else the first one; in a workspace without users the program itself.
Result<auth::Actor> importer(Workspace& workspace, const Arguments& arguments) {
  auto user = user_or_first(workspace, arguments, "user");
  if (user) return auth::Actor{.user = user->id};
  if (user.error().key == "user.none") return auth::system_actor(auth::SystemWork::import_command);
  return Failure(std::move(user).error());
}

Failure wrong_value(std::string_view option, std::string_view value) {
  return fail(Code::bad_request, "usage.wrong_value",
              {{"name", std::string(option)}, {"value", std::string(value)}});
}

// "Name of the column", or "#3" for the third.
Result<int> column_named(const Import& import, std::string_view name) {
  const auto& columns = import.file.found.columns;
  int number = 0;
  if (name.starts_with('#') &&
      std::from_chars(name.data() + 1, name.data() + name.size(), number).ec == std::errc() &&
      number >= 1 && static_cast<std::size_t>(number) <= columns.size())
    return number - 1;
  for (std::size_t i = 0; i < columns.size(); ++i)
    if (columns[i].name == name) return static_cast<int>(i);
  return fail(Code::invalid, "import.unknown_column", {{"column", std::string(name)}});
}

// "column=path,column=path"; an empty path leaves the column out.
Result<void> read_mapping(const Import& import, std::string_view text, ImportChanges& changes) {
  while (!text.empty()) {
    const std::string_view pair = text.substr(0, text.find(','));
    text.remove_prefix(std::min(text.size(), pair.size() + 1));
    const auto mark = pair.rfind('=');
    if (mark == std::string_view::npos) return wrong_value("mapping", pair);
    changes.columns.push_back({.index = TRY(column_named(import, pair.substr(0, mark))),
                               .target = std::string(pair.substr(mark + 1))});
  }
  return {};
}

Result<void> read_file_options(const Arguments& arguments, ImportChanges& changes) {
  importing::FileChoice choice;
  choice.encoding = arguments.option("encoding");
  choice.sheet = arguments.option("sheet");
  if (const auto separator = arguments.option("separator")) {
    if (*separator != "tab" && separator->size() != 1) return wrong_value("separator", *separator);
    choice.separator = *separator == "tab" ? '\t' : separator->front();
  }
  choice.dates = arguments.option_or("dates", "");
  if (!choice.dates.empty() && !parse_date_format(choice.dates))
    return wrong_value("dates", choice.dates);
  if (const auto decimal = arguments.option("decimal")) {
    if (*decimal != "," && *decimal != ".") return wrong_value("decimal", *decimal);
    choice.decimal = decimal->front();
  }
  changes.file = std::move(choice);
  return {};
}

Result<void> read_options(const Arguments& arguments, ImportChanges& changes) {
  importing::ImportOptions options;
  if (const auto word = arguments.option("duplicates")) {
    const auto parsed = importing::parse_on_duplicate(*word);
    if (!parsed) return wrong_value("duplicates", *word);
    options.duplicates = *parsed;
  }
  for (auto [name, slot] : {std::pair("links", &options.link_missing),
                            std::pair("new-options", &options.new_options)}) {
    const auto word = arguments.option(name);
    if (!word) continue;
    const auto parsed = importing::parse_missing(*word);
    if (!parsed) return wrong_value(name, *word);
    *slot = *parsed;
  }
  if (const auto match = arguments.option("match")) {
    options.by_email = match->contains("email");
    options.by_phone = match->contains("phone");
    options.by_name_place = match->contains("name");
  }
  changes.options = options;
  return {};
}

void print_tally(const Tally& tally) {
  std::cout << "rows\t" << tally.rows << "\ncreated\t" << tally.created << "\nupdated\t"
            << tally.updated << "\nskipped\t" << tally.skipped << "\nfailed\t" << tally.failed
            << "\nduplicates\t" << tally.duplicates << "\nwarnings\t" << tally.warnings << '\n';
  for (const auto& [path, link] : tally.links)
    std::cout << "link\t" << path << "\tlinked " << link.linked << "\tcreated " << link.created
              << "\tnot found " << link.not_found << "\tempty " << link.empty << '\n';
  for (const auto& [field, labels] : tally.options)
    for (const std::string& label : labels)
      std::cout << "new option\t" << field << '\t' << label << '\n';
}

Result<void> print_problems(importing::Imports& imports, const auth::Actor& actor,
                            const Import& import) {
  const api::Language language = language_of_terminal();
  std::int64_t after = 0;
  for (;;) {
    const auto problems = TRY(imports.problems(actor, import.id, after, kProblemsAtOnce));
    if (problems.empty()) return {};
    for (const importing::RowProblem& problem : problems) {
      const bool error = problem.problem.severity == importing::Severity::error;
      const auto column = static_cast<std::size_t>(problem.problem.column);
      std::cout << (error ? "error\t" : "warning\t") << problem.row << '\t'
                << (problem.problem.column < 0 ? "" : import.file.found.columns[column].name)
                << '\t'
                << api::sentence({Code::invalid, problem.problem.key, problem.problem.params},
                                 language)
                << '\t' << tidy_line(problem.value) << '\n';
    }
    after = problems.back().number;
  }
}

void print_columns(const Import& import) {
  for (std::size_t i = 0; i < import.columns.size(); ++i) {
    const importing::ColumnChoice& choice = import.columns[i];
    std::cout << "column\t" << import.file.found.columns[i].name << '\t'
              << (choice.target.empty() ? "-" : choice.target)
              << (choice.label.empty() ? "" : " (" + choice.label + ")") << '\n';
  }
}

// What is said of the file as a whole, with an empty row.
void print_file_problems(const Import& import) {
  for (const importing::Problem& problem : import.file.found.problems)
    std::cout << "warning\t\t\t"
              << api::sentence({Code::invalid, problem.key, problem.params}, language_of_terminal())
              << "\t\n";
}

Result<RecordId> named_import(const Arguments& arguments) {
  const auto words = operands(arguments, 2);
  const auto id = words.size() == 1 ? parse_id(words.front()) : std::nullopt;
  if (!id) return fail(Code::not_found, "import.not_found");
  return *id;
}

Result<void> print_run(importing::Imports& imports, const auth::Actor& actor, RecordId id) {
  const Import import = TRY(imports.run_now(actor, id, {}));
  print_tally(import.tally);
  return print_problems(imports, actor, import);
}

}  // namespace

Result<void> import_file(const Arguments& arguments) {
  TRY(arguments.only({"data", "database", "object", "mapping", "duplicates", "match", "links",
                      "new-options", "dates", "decimal", "encoding", "separator", "sheet", "user",
                      "dry-run"}));
  const auto files = operands(arguments, 1);
  if (files.size() != 1) return fail(Code::bad_request, "usage.missing_option", {{"name", "FILE"}});
  const std::string object = TRY(required_option(arguments, "object"));
  ImportChanges changes;
  TRY(read_file_options(arguments, changes));
  TRY(read_options(arguments, changes));
  auto workspace = TRY(open_workspace(arguments));
  const auth::Actor actor = TRY(importer(*workspace, arguments));
  importing::Imports& imports = workspace->imports();
  Import import = TRY(
      imports.create(actor, {.object = object,
                             .file_name = std::filesystem::path(files.front()).filename().string(),
                             .path = files.front()}));
  import = TRY(imports.change(actor, import.id, changes));
  changes = {};
  TRY(read_mapping(import, arguments.option_or("mapping", ""), changes));
  import = TRY(imports.change(actor, import.id, changes));
  std::cout << "import\t" << to_string(import.id) << '\n';
  print_columns(import);
  print_file_problems(import);
  std::cout << std::flush;
  if (!arguments.has("dry-run")) return print_run(imports, actor, import.id);
  import = TRY(imports.check_now(actor, import.id, {}));
  print_tally(*import.verdict);
  return print_problems(imports, actor, import);
}

Result<void> continue_import(const Arguments& arguments) {
  TRY(arguments.only({"data", "database", "user"}));
  const RecordId id = TRY(named_import(arguments));
  auto workspace = TRY(open_workspace(arguments));
  return print_run(workspace->imports(), TRY(importer(*workspace, arguments)), id);
}

Result<void> undo_import(const Arguments& arguments) {
  TRY(arguments.only({"data", "database", "user"}));
  const RecordId id = TRY(named_import(arguments));
  auto workspace = TRY(open_workspace(arguments));
  const auth::Actor actor = TRY(importer(*workspace, arguments));
  const Import import = TRY(workspace->imports().undo(actor, id, std::chrono::hours(24)));
  std::cout << "removed\t" << import.undone.removed << "\nrestored\t" << import.undone.restored
            << '\n';
  for (const auto& kept : import.undone.kept)
    std::cout << "kept\t" << kept.object << '\t' << to_string(kept.id) << '\t' << kept.title
              << '\n';
  return {};
}

Result<void> list_imports(const Arguments& arguments) {
  TRY(arguments.only({"data", "database", "user"}));
  auto workspace = TRY(open_workspace(arguments));
  const auth::Actor actor = TRY(importer(*workspace, arguments));
  for (const Import& import : TRY(workspace->imports().list(actor)))
    std::cout << to_string(import.id) << '\t' << to_string(import.state) << '\t' << import.object
              << '\t' << import.file.name << '\t' << import.tally.created << '\n';
  return {};
}

}  // namespace kontor::app
