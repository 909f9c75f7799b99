#include "records/imports/import_json.h"

#include <algorithm>
#include <array>

#include "base/json.h"

namespace kontor::importing {
namespace {

constexpr std::size_t kKeptSamples = 5;

constexpr std::array<std::string_view, 3> kDuplicates = {"skip", "update", "create"};
constexpr std::array<std::string_view, 2> kMissing = {"create", "leave"};
constexpr std::array<std::string_view, 3> kGuesses = {"none", "guess", "sure"};
constexpr std::array<std::string_view, 3> kFormats = {"csv", "xlsx", "vcard"};

template <class Enum, std::size_t n>
std::optional<Enum> from_word(const std::array<std::string_view, n>& words, std::string_view word) {
  const auto found = std::ranges::find(words, word);
  if (found == words.end()) return std::nullopt;
  return static_cast<Enum>(found - words.begin());
}

std::string text_of(const JsonValue* value) {
  return std::string(value ? value->text().value_or("") : "");
}
std::int64_t number_of(const JsonValue* value, std::int64_t otherwise = 0) {
  return value ? value->integer().value_or(otherwise) : otherwise;
}
bool flag_of(const JsonValue* value) {
  return value && value->boolean().value_or(false);
}
char sign_of(const JsonValue* value) {
  const std::string text = text_of(value);
  return text.empty() ? '\0' : text.front();
}
std::span<const JsonValue> items_of(const JsonValue* value) {
  return value ? value->items() : std::span<const JsonValue>();
}
std::span<const JsonMember> members_of(const JsonValue* value) {
  return value ? value->members() : std::span<const JsonMember>();
}

std::string sign(char c) {
  return c ? std::string(1, c) : std::string();
}

JsonValue parsed(std::string_view json) {
  auto value = parse_json(json, {.max_bytes = 64 << 20, .max_values = 5'000'000});
  return value ? *std::move(value) : JsonValue();
}

// --- File

void write_problem(JsonWriter& json, const Problem& problem) {
  json.begin_object().key("key").text(problem.key).key("column").number(problem.column);
  json.key("error").boolean(problem.severity == Severity::error).key("params").begin_array();
  for (const ErrorParam& param : problem.params) json.text(param.name).text(param.value);
  json.end_array().end_object();
}

Problem read_problem(const JsonValue& json) {
  Problem problem{.key = text_of(json.find("key"))};
  problem.column = static_cast<int>(number_of(json.find("column"), -1));
  if (flag_of(json.find("error"))) problem.severity = Severity::error;
  const auto params = items_of(json.find("params"));
  for (std::size_t i = 0; i + 1 < params.size(); i += 2)
    problem.params.push_back({text_of(&params[i]), text_of(&params[i + 1])});
  return problem;
}

void write_file(JsonWriter& json, const ImportFileInfo& file) {
  const FileInfo& found = file.found;
  json.begin_object().key("name").text(file.name).key("rows").number(file.rows);
  json.key("format").text(to_string(found.format)).key("encoding").text(found.encoding);
  json.key("separator").text(sign(found.separator)).key("header").boolean(found.header);
  json.key("preamble").number(found.preamble).key("sheet").text(found.sheet);
  json.key("sheets").begin_array();
  for (const std::string& sheet : found.sheets) json.text(sheet);
  json.end_array().key("problems").begin_array();
  for (const Problem& problem : found.problems) write_problem(json, problem);
  json.end_array().end_object();
}

void read_file(const JsonValue* json, ImportFileInfo& file) {
  if (!json) return;
  FileInfo& found = file.found;
  file.name = text_of(json->find("name"));
  file.rows = number_of(json->find("rows"));
  found.format =
      from_word<FileFormat>(kFormats, text_of(json->find("format"))).value_or(FileFormat::csv);
  found.encoding = text_of(json->find("encoding"));
  found.separator = sign_of(json->find("separator"));
  found.header = flag_of(json->find("header"));
  found.preamble = number_of(json->find("preamble"));
  found.sheet = text_of(json->find("sheet"));
  for (const JsonValue& sheet : items_of(json->find("sheets")))
    found.sheets.push_back(text_of(&sheet));
  for (const JsonValue& problem : items_of(json->find("problems")))
    found.problems.push_back(read_problem(problem));
}

// --- Choices

void write_choice(JsonWriter& json, const FileChoice& choice) {
  json.begin_object();
  if (choice.encoding) json.key("encoding").text(*choice.encoding);
  if (choice.sheet) json.key("sheet").text(*choice.sheet);
  if (choice.separator) json.key("separator").text(sign(*choice.separator));
  if (choice.header) json.key("header").boolean(*choice.header);
  json.key("dates").text(choice.dates).key("decimal").text(sign(choice.decimal)).end_object();
}

void read_choice(const JsonValue* json, FileChoice& choice) {
  if (!json) return;
  if (auto* encoding = json->find("encoding")) choice.encoding = text_of(encoding);
  if (auto* sheet = json->find("sheet")) choice.sheet = text_of(sheet);
  if (auto* separator = json->find("separator")) choice.separator = sign_of(separator);
  if (auto* header = json->find("header")) choice.header = flag_of(header);
  choice.dates = text_of(json->find("dates"));
  choice.decimal = sign_of(json->find("decimal"));
}

void write_column(JsonWriter& json, const Column& column, const ColumnChoice& choice) {
  json.begin_object().key("name").text(column.name).key("samples").begin_array();
  for (std::size_t i = 0; i < column.samples.size() && i < kKeptSamples; ++i)
    json.text(column.samples[i]);
  json.end_array().key("target").text(choice.target).key("label").text(choice.label);
  json.key("label_column").number(choice.label_column).key("confidence").number(choice.confidence);
  json.key("state").text(to_string(choice.state)).key("found_dates").text(choice.found_dates);
  json.key("found_decimal").text(sign(choice.found_decimal));
  json.key("found_group").text(sign(choice.found_group));
  json.key("dates_ambiguous").boolean(choice.dates_ambiguous);
  json.key("numbers_ambiguous").boolean(choice.numbers_ambiguous);
  json.key("dates").text(choice.dates).key("decimal").text(sign(choice.decimal)).end_object();
}

void read_column(const JsonValue& json, Import& import) {
  Column column{.name = text_of(json.find("name")), .samples = {}};
  for (const JsonValue& sample : items_of(json.find("samples")))
    column.samples.push_back(text_of(&sample));
  import.file.found.columns.push_back(std::move(column));
  ColumnChoice choice{.target = text_of(json.find("target")), .label = text_of(json.find("label"))};
  choice.label_column = static_cast<int>(number_of(json.find("label_column"), -1));
  choice.confidence = static_cast<int>(number_of(json.find("confidence")));
  choice.state =
      from_word<GuessState>(kGuesses, text_of(json.find("state"))).value_or(GuessState::none);
  choice.found_dates = text_of(json.find("found_dates"));
  choice.found_decimal = sign_of(json.find("found_decimal"));
  choice.found_group = sign_of(json.find("found_group"));
  choice.dates_ambiguous = flag_of(json.find("dates_ambiguous"));
  choice.numbers_ambiguous = flag_of(json.find("numbers_ambiguous"));
  choice.dates = text_of(json.find("dates"));
  choice.decimal = sign_of(json.find("decimal"));
  import.columns.push_back(std::move(choice));
}

void write_options(JsonWriter& json, const ImportOptions& options) {
  json.begin_object().key("duplicates").text(to_string(options.duplicates));
  json.key("by_email").boolean(options.by_email).key("by_phone").boolean(options.by_phone);
  json.key("by_name_place").boolean(options.by_name_place);
  json.key("link_missing").text(to_string(options.link_missing));
  json.key("new_options").text(to_string(options.new_options)).end_object();
}

void read_options(const JsonValue* json, ImportOptions& options) {
  if (!json) return;
  options.duplicates =
      parse_on_duplicate(text_of(json->find("duplicates"))).value_or(options.duplicates);
  options.by_email = flag_of(json->find("by_email"));
  options.by_phone = flag_of(json->find("by_phone"));
  options.by_name_place = flag_of(json->find("by_name_place"));
  options.link_missing =
      parse_missing(text_of(json->find("link_missing"))).value_or(options.link_missing);
  options.new_options =
      parse_missing(text_of(json->find("new_options"))).value_or(options.new_options);
}

void write_id(JsonWriter& json, RecordId id) {
  json.text(id ? to_string(id) : std::string());
}

RecordId id_of(const JsonValue* json) {
  return parse_id(text_of(json)).value_or(RecordId());
}

}  // namespace

std::string_view to_string(OnDuplicate what) {
  return kDuplicates[static_cast<std::size_t>(what)];
}
std::string_view to_string(Missing what) {
  return kMissing[static_cast<std::size_t>(what)];
}
std::string_view to_string(GuessState state) {
  return kGuesses[static_cast<std::size_t>(state)];
}
std::string_view to_string(FileFormat format) {
  return kFormats[static_cast<std::size_t>(format)];
}
std::optional<OnDuplicate> parse_on_duplicate(std::string_view word) {
  return from_word<OnDuplicate>(kDuplicates, word);
}
std::optional<Missing> parse_missing(std::string_view word) {
  return from_word<Missing>(kMissing, word);
}

std::string settings_json(const Import& import) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().key("file");
  write_file(json, import.file);
  json.key("choice");
  write_choice(json, import.choice);
  json.key("columns").begin_array();
  for (std::size_t i = 0; i < import.columns.size(); ++i)
    write_column(json, import.file.found.columns[i], import.columns[i]);
  json.end_array().key("options");
  write_options(json, import.options);
  json.end_object();
  return out;
}

Result<void> read_settings(std::string_view text, Import& import) {
  const JsonValue json = parsed(text);
  if (!json.is_object()) return fail_internal("settings of an import are not readable");
  read_file(json.find("file"), import.file);
  read_choice(json.find("choice"), import.choice);
  for (const JsonValue& column : items_of(json.find("columns"))) read_column(column, import);
  read_options(json.find("options"), import.options);
  return {};
}

std::string fixes_json(const RowFixes& fixes) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().key("cells").begin_array();
  for (const auto& [row, cells] : fixes.cells)
    for (const auto& [column, value] : cells)
      json.begin_array().number(row).number(column).text(value).end_array();
  json.end_array().key("skipped").begin_array();
  for (const std::int64_t row : fixes.skipped) json.number(row);
  json.end_array().end_object();
  return out;
}

Result<RowFixes> read_fixes(std::string_view text) {
  const JsonValue json = parsed(text);
  RowFixes fixes;
  for (const JsonValue& cell : items_of(json.find("cells"))) {
    const auto parts = cell.items();
    if (parts.size() != 3) return fail_internal("a fix of an import is not readable");
    fixes.cells[number_of(&parts[0])][static_cast<int>(number_of(&parts[1]))] = text_of(&parts[2]);
  }
  for (const JsonValue& row : items_of(json.find("skipped"))) fixes.skipped.insert(number_of(&row));
  return fixes;
}

std::string tally_json(const Tally& tally) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().key("rows").number(tally.rows).key("created").number(tally.created);
  json.key("updated").number(tally.updated).key("skipped").number(tally.skipped);
  json.key("failed").number(tally.failed).key("duplicates").number(tally.duplicates);
  json.key("warnings").number(tally.warnings).key("problems").number(tally.problems);
  json.key("links");
  write_links(json, tally);
  json.key("options").begin_object();
  for (const auto& [field, labels] : tally.options) {
    json.key(field).begin_array();
    for (const std::string& label : labels) json.text(label);
    json.end_array();
  }
  json.end_object().end_object();
  return out;
}

Result<Tally> read_tally(std::string_view text) {
  const JsonValue json = parsed(text);
  if (!json.is_object()) return fail_internal("the counts of an import are not readable");
  Tally tally;
  tally.rows = number_of(json.find("rows"));
  tally.created = number_of(json.find("created"));
  tally.updated = number_of(json.find("updated"));
  tally.skipped = number_of(json.find("skipped"));
  tally.failed = number_of(json.find("failed"));
  tally.duplicates = number_of(json.find("duplicates"));
  tally.warnings = number_of(json.find("warnings"));
  tally.problems = number_of(json.find("problems"));
  for (const JsonMember& link : members_of(json.find("links")))
    tally.links[link.name] = {
        number_of(link.value.find("linked")), number_of(link.value.find("created")),
        number_of(link.value.find("not_found")), number_of(link.value.find("empty"))};
  for (const JsonMember& field : members_of(json.find("options")))
    for (const JsonValue& label : field.value.items())
      tally.options[field.name].insert(text_of(&label));
  return tally;
}

std::string result_json(const Import& import) {
  // A check has moved its counts to the verdict.
  const Tally& tally = import.verdict && import.tally.rows == 0 ? *import.verdict : import.tally;
  std::string out;
  JsonWriter json(out);
  json.begin_object().key("created").number(tally.created).key("updated").number(tally.updated);
  json.key("skipped").number(tally.skipped).key("failed").number(tally.failed).key("links");
  write_links(json, tally);
  json.key("change");
  import.change ? json.text(to_string(import.change)) : json.null();
  json.end_object();
  return out;
}

void write_links(JsonWriter& json, const Tally& tally) {
  json.begin_object();
  for (const auto& [path, link] : tally.links) {
    json.key(path).begin_object().key("linked").number(link.linked).key("created");
    json.number(link.created).key("not_found").number(link.not_found);
    json.key("empty").number(link.empty).end_object();
  }
  json.end_object();
}

std::string undone_json(const Undone& undone) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().key("removed").number(undone.removed);
  json.key("restored").number(undone.restored).key("change");
  write_id(json, undone.change);
  json.key("after");
  write_id(json, undone.after);
  json.key("kept").begin_array();
  for (const Undone::Kept& kept : undone.kept) {
    json.begin_array().text(kept.object);
    write_id(json, kept.id);
    json.text(kept.title).text(kept.reason).end_array();
  }
  json.end_array().end_object();
  return out;
}

Result<Undone> read_undone(std::string_view text) {
  const JsonValue json = parsed(text);
  Undone undone;
  undone.removed = number_of(json.find("removed"));
  undone.restored = number_of(json.find("restored"));
  undone.change = id_of(json.find("change"));
  undone.after = id_of(json.find("after"));
  for (const JsonValue& kept : items_of(json.find("kept"))) {
    const auto parts = kept.items();
    if (parts.size() == 4)
      undone.kept.push_back(
          {text_of(&parts[0]), id_of(&parts[1]), text_of(&parts[2]), text_of(&parts[3])});
  }
  return undone;
}

}  // namespace kontor::importing
