#include "api/import_json.h"

#include <algorithm>

#include "base/time.h"
#include "records/imports/import_json.h"
#include "records/imports/row_mapper.h"

namespace kontor::api {
namespace {

using importing::ColumnChoice;
using importing::Import;
using importing::ImportChanges;
using importing::ImportState;
using importing::Tally;

constexpr std::size_t kSamples = 3;
constexpr std::int64_t kMostRows = 100'000'000;

void text_or_null(JsonWriter& json, std::string_view text) {
  text.empty() ? json.null() : json.text(text);
}

std::string sign(char c) {
  return c ? std::string(1, c) : std::string();
}

// The first column that says how dates (or numbers) are written speaks for the file.
std::string dates_of(const Import& import) {
  if (!import.choice.dates.empty()) return import.choice.dates;
  for (const ColumnChoice& choice : import.columns)
    if (!choice.target.empty() && !choice.found_dates.empty()) return choice.found_dates;
  return {};
}
std::string decimal_of(const Import& import) {
  if (import.choice.decimal) return sign(import.choice.decimal);
  for (const ColumnChoice& choice : import.columns)
    if (!choice.target.empty() && choice.found_decimal) return sign(choice.found_decimal);
  return {};
}

void write_problems_of_file(JsonWriter& json, const std::vector<importing::Problem>& problems,
                            Language language) {
  json.begin_array();
  for (const importing::Problem& problem : problems) {
    json.begin_object().key("key").text(problem.key);
    json.key("message").text(sentence({Code::invalid, problem.key, problem.params}, language));
    json.end_object();
  }
  json.end_array();
}

void write_file(JsonWriter& json, const Import& import, Language language) {
  const importing::FileInfo& found = import.file.found;
  json.begin_object().key("name").text(import.file.name);
  json.key("format").text(importing::to_string(found.format)).key("encoding").text(found.encoding);
  json.key("separator").text(sign(found.separator)).key("header").boolean(found.header);
  json.key("rows").number(import.file.rows).key("decimal").text(decimal_of(import));
  json.key("date_format").text(dates_of(import)).key("sheet").text(found.sheet);
  json.key("sheets").begin_array();
  for (const std::string& sheet : found.sheets) json.text(sheet);
  json.end_array().key("problems");
  write_problems_of_file(json, found.problems, language);
  json.end_object();
}

void write_column(JsonWriter& json, const Import& import, std::size_t index, bool undecided) {
  const importing::Column& column = import.file.found.columns[index];
  const ColumnChoice& choice = import.columns[index];
  json.begin_object().key("index").number(static_cast<std::int64_t>(index));
  json.key("name").text(column.name).key("samples").begin_array();
  for (std::size_t i = 0; i < std::min(kSamples, column.samples.size()); ++i)
    json.text(column.samples[i]);
  json.end_array().key("target");
  text_or_null(json, choice.target);
  json.key("label");
  text_or_null(json, choice.label);
  json.key("label_column");
  choice.label_column < 0 ? json.null() : json.number(choice.label_column);
  json.key("confidence");
  json.number_text(choice.confidence >= 100
                       ? "1"
                       : "0." + std::string(choice.confidence < 10 ? "0" : "") +
                             std::to_string(choice.confidence));
  json.key("state").text(importing::to_string(choice.state)).key("date_format");
  text_or_null(json, choice.dates.empty() ? choice.found_dates : choice.dates);
  json.key("decimal");
  text_or_null(json, sign(choice.decimal ? choice.decimal : choice.found_decimal));
  json.key("ask_format").boolean(undecided).end_object();
}

void write_columns(JsonWriter& json, const Import& import, const schema::Catalogue& catalogue) {
  const schema::Object* object = catalogue.object(import.object);
  std::vector<importing::ImportTarget> targets;
  if (object) targets = importing::import_targets(catalogue, *object);
  const auto undecided =
      object ? importing::undecided_columns(import, *object, targets) : std::vector<int>();
  json.key("columns").begin_array();
  for (std::size_t i = 0; i < import.columns.size(); ++i)
    write_column(json, import, i,
                 std::ranges::find(undecided, static_cast<int>(i)) != undecided.end());
  json.end_array().key("targets").begin_array();
  for (const importing::ImportTarget& target : targets) {
    json.begin_object().key("path").text(target.path).key("label").begin_object();
    json.key("de").text(target.label.de).key("en").text(target.label.en).end_object();
    json.key("type").text(target.type).end_object();
  }
  json.end_array();
}

void write_options(JsonWriter& json, const importing::ImportOptions& options) {
  json.begin_object().key("duplicates").text(importing::to_string(options.duplicates));
  json.key("match").begin_array();
  if (options.by_email) json.text("email");
  if (options.by_phone) json.text("phone");
  if (options.by_name_place) json.text("name_place");
  json.end_array().key("link_missing").text(importing::to_string(options.link_missing));
  json.key("new_options").text(importing::to_string(options.new_options)).end_object();
}

void write_new_options(JsonWriter& json, const Tally& tally) {
  json.begin_object();
  for (const auto& [field, labels] : tally.options) {
    json.key(field).begin_array();
    for (const std::string& label : labels) json.text(label);
    json.end_array();
  }
  json.end_object();
}

void write_verdict(JsonWriter& json, const Tally& tally) {
  json.begin_object().key("rows").number(tally.rows).key("create").number(tally.created);
  json.key("update").number(tally.updated).key("skip").number(tally.skipped);
  json.key("duplicate").number(tally.duplicates).key("error").number(tally.failed);
  json.key("warning").number(tally.warnings).key("problems").number(tally.problems);
  json.key("links");
  importing::write_links(json, tally);
  json.key("new_options");
  write_new_options(json, tally);
  json.end_object();
}

void write_result(JsonWriter& json, const Import& import) {
  const Tally& tally = import.tally;
  json.begin_object().key("created").number(tally.created).key("updated").number(tally.updated);
  json.key("skipped").number(tally.skipped).key("failed").number(tally.failed);
  json.key("links");
  importing::write_links(json, tally);
  json.key("new_options");
  write_new_options(json, tally);
  json.key("change").text(to_string(import.change)).end_object();
}

void write_problem(JsonWriter& json, const importing::RowProblem& problem, Language language) {
  json.begin_object().key("row").number(problem.row).key("column");
  problem.problem.column < 0 ? json.null() : json.number(problem.problem.column);
  json.key("field");
  text_or_null(json, problem.field);
  json.key("value");
  text_or_null(json, problem.value);
  json.key("severity")
      .text(problem.problem.severity == importing::Severity::error ? "error" : "warning");
  json.key("key").text(problem.problem.key);
  json.key("message").text(problem_text(problem, language)).end_object();
}

Failure wrong(std::string_view name, std::string_view expected) {
  return fail(Code::bad_request, "request.wrong_kind",
              {{"name", std::string(name)}, {"expected", std::string(expected)}},
              std::string(name));
}

Result<std::optional<char>> read_sign(Members& body, std::string_view name,
                                      std::string_view allowed) {
  const auto text = TRY(body.text(name, 4));
  if (!text || text->empty()) return std::nullopt;
  if (text->size() != 1 || allowed.find(text->front()) == std::string_view::npos)
    return wrong(name, allowed);
  return text->front();
}

// Members of a list of objects, each read strictly.
template <class Each>
Result<void> each_of(Members& body, std::string_view name, const Each& each) {
  const JsonValue* list = body.value(name);
  if (!list) return {};
  if (!list->is_array() || list->items().size() > importing::kMaxFixes)
    return fail(Code::bad_request, "request.not_a_list", {{"name", std::string(name)}},
                std::string(name));
  for (const JsonValue& item : list->items()) {
    Members members = TRY(Members::of(item));
    TRY(each(members));
    TRY(members.done());
  }
  return {};
}

Result<void> read_column(Members& body, ImportChanges& changes) {
  ImportChanges::ColumnChange change;
  const auto index = TRY(body.integer("index", 0, 1'000));
  if (!index) return wrong("columns", "index");
  change.index = static_cast<int>(*index);
  // null means nowhere, absent means as before.
  if (body.names("target")) change.target = TRY(body.text("target", 200)).value_or("");
  if (body.names("label")) change.label = TRY(body.text("label", 40)).value_or("");
  if (body.names("date_format")) change.dates = TRY(body.text("date_format", 40)).value_or("");
  if (body.names("decimal")) change.decimal = TRY(read_sign(body, "decimal", ",.")).value_or('\0');
  if (body.names("label_column")) {
    const auto column = TRY(body.integer("label_column", 0, 1'000));
    change.label_column = column ? static_cast<int>(*column) : -1;
  }
  changes.columns.push_back(std::move(change));
  return {};
}

Result<void> read_file(Members& body, const Import& import, ImportChanges& changes) {
  const JsonValue* json = body.value("file");
  if (!json) return {};
  Members file = TRY(Members::of(*json));
  importing::FileChoice choice = import.choice;
  if (const auto encoding = TRY(file.text("encoding", 40))) choice.encoding = *encoding;
  if (const auto sheet = TRY(file.text("sheet", 200))) choice.sheet = *sheet;
  if (const auto header = TRY(file.boolean("header"))) choice.header = *header;
  if (const auto separator = TRY(read_sign(file, "separator", ",;\t|:^~ ")))
    choice.separator = *separator;
  if (file.names("decimal")) choice.decimal = TRY(read_sign(file, "decimal", ",.")).value_or('\0');
  if (file.names("date_format")) {
    choice.dates = TRY(file.text("date_format", 40)).value_or("");
    if (!choice.dates.empty() && !parse_date_format(choice.dates))
      return fail(Code::invalid, "import.unknown_format", {{"format", choice.dates}}, "file");
  }
  changes.file = std::move(choice);
  return file.done();
}

Result<void> read_options(Members& body, const Import& import, ImportChanges& changes) {
  const JsonValue* json = body.value("options");
  if (!json) return {};
  Members members = TRY(Members::of(*json));
  importing::ImportOptions options = import.options;
  if (const auto word = TRY(members.text("duplicates", 20))) {
    const auto parsed = importing::parse_on_duplicate(*word);
    if (!parsed) return wrong("duplicates", "skip / update / create");
    options.duplicates = *parsed;
  }
  auto read_missing = [&](std::string_view name, importing::Missing& missing) -> Result<void> {
    const auto word = TRY(members.text(name, 20));
    if (!word) return {};
    const auto parsed = importing::parse_missing(*word);
    if (!parsed) return wrong(name, "create / leave");
    missing = *parsed;
    return {};
  };
  TRY(read_missing("link_missing", options.link_missing));
  TRY(read_missing("new_options", options.new_options));
  if (const auto match = TRY(members.texts("match", 10))) {
    auto has = [&](std::string_view key) { return std::ranges::find(*match, key) != match->end(); };
    options.by_email = has("email");
    options.by_phone = has("phone");
    options.by_name_place = has("name_place");
  }
  changes.options = options;
  return members.done();
}

}  // namespace

std::string problem_text(const importing::RowProblem& problem, Language language) {
  return sentence({Code::invalid, problem.problem.key, problem.problem.params, problem.field},
                  language);
}

void write_undone(JsonWriter& json, const importing::Undone& undone) {
  json.begin_object().key("removed").number(undone.removed);
  json.key("restored").number(undone.restored).key("kept").begin_array();
  for (const importing::Undone::Kept& kept : undone.kept) {
    json.begin_object().key("object").text(kept.object).key("id").text(to_string(kept.id));
    json.key("title").text(kept.title).key("reason").text(kept.reason).end_object();
  }
  json.end_array().end_object();
}

void write_import(JsonWriter& json, const Import& import, const schema::Catalogue& catalogue,
                  const std::vector<importing::RowProblem>* problems, Language language) {
  json.begin_object().key("id").text(to_string(import.id)).key("object").text(import.object);
  json.key("state").text(importing::to_string(import.state));
  json.key("created_at").text(to_string(import.created_at)).key("job");
  import.job ? json.text(to_string(import.job)) : json.null();
  json.key("file");
  write_file(json, import, language);
  json.key("options");
  write_options(json, import.options);
  json.key("verdict");
  import.verdict ? write_verdict(json, *import.verdict) : void(json.null());
  json.key("result");
  import.change ? write_result(json, import) : void(json.null());
  json.key("undone");
  import.state == ImportState::undone ? write_undone(json, import.undone) : void(json.null());
  if (problems) {
    write_columns(json, import, catalogue);
    json.key("problems").begin_array();
    for (const importing::RowProblem& problem : *problems) write_problem(json, problem, language);
    json.end_array();
  }
  json.end_object();
}

Result<ImportChanges> read_import_changes(Members& body, const Import& import) {
  ImportChanges changes;
  changes.object = TRY(body.text("object", 100));
  TRY(each_of(body, "columns", [&](Members& column) { return read_column(column, changes); }));
  TRY(read_file(body, import, changes));
  TRY(read_options(body, import, changes));
  TRY(each_of(body, "cells", [&](Members& cell) -> Result<void> {
    const auto row = TRY(cell.integer("row", 1, kMostRows));
    const auto column = TRY(cell.integer("column", 0, 1'000));
    if (!row || !column) return wrong("cells", "row, column, value");
    changes.cells.push_back(
        {*row, static_cast<int>(*column), TRY(cell.text("value", importing::kMaxCellBytes))});
    return {};
  }));
  TRY(each_of(body, "rows", [&](Members& action) -> Result<void> {
    const auto row = TRY(action.integer("row", 1, kMostRows));
    const std::string word = TRY(action.required_text("action", 20));
    if (!row || (word != "skip" && word != "take")) return wrong("rows", "row, skip / take");
    changes.rows.push_back({*row, word == "skip"});
    return {};
  }));
  TRY(body.done());
  return changes;
}

}  // namespace kontor::api
