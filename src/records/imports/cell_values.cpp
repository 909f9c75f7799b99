#include "records/imports/cell_values.h"

#include <algorithm>
#include <array>
#include <string>

#include "base/text.h"
#include "schema/fields/fields.h"

namespace kontor::importing {

using schema::Field;
using schema::FieldType;
using schema::FieldValue;

namespace {

std::string shown(std::string_view cell) {
  return std::string(truncate(cell, 100));
}

Result<FieldValue> by_wire(const Field& field, std::string text) {
  auto edit = TRY(schema::from_wire(field, JsonValue(std::move(text))));
  auto* value = std::get_if<FieldValue>(&edit);
  return value ? std::move(*value) : FieldValue{};
}

// The sign of a percent field stands behind its number.
Result<FieldValue> read_number(const Field& field, std::string_view cell, const CellStyle& style) {
  std::string_view digits = cell;
  if (field.type == FieldType::percent && digits.ends_with('%')) {
    digits.remove_suffix(1);
    digits = trim(digits);
  }
  auto value = parse_decimal(digits, field.decimals, style.numbers);
  if (value) return FieldValue(*value);
  Error error = std::move(value).error();
  error.params.push_back({"value", shown(cell)});
  return Failure(std::move(error).in_field(field.name));
}

Result<FieldValue> read_money(const Field& field, std::string_view cell, const CellStyle& style) {
  auto money = parse_money(cell, field.currency, style.numbers);
  if (money) return FieldValue(*std::move(money));
  Error error = std::move(money).error();
  error.params.push_back({"value", shown(cell)});
  return Failure(std::move(error).in_field(field.name));
}

Result<FieldValue> read_checkbox(const Field& field, std::string_view cell) {
  constexpr std::array<std::string_view, 9> kYes = {"ja", "yes", "true", "wahr", "1",
                                                    "x",  "j",   "y",    "on"};
  constexpr std::array<std::string_view, 8> kNo = {"nein", "no", "false", "falsch",
                                                   "0",    "n",  "off",   "-"};
  const std::string word = fold_case(cell);
  if (std::ranges::find(kYes, word) != kYes.end()) return FieldValue(std::int64_t{1});
  if (std::ranges::find(kNo, word) != kNo.end()) return FieldValue(std::int64_t{0});
  return fail(Code::invalid, "import.not_a_checkbox", {{"value", shown(cell)}}, field.name);
}

// Birthdays lie in the past, other dates may lie some years ahead.
constexpr int kYearsAhead = 30;

Result<FieldValue> read_date_cell(const Field& field, std::string_view cell,
                                  const CellStyle& style) {
  if (is_empty_date(cell)) return FieldValue{};
  if (const auto instant = parse_instant(cell)) {
    if (field.type == FieldType::date_time) return FieldValue(instant->micros);
    return FieldValue(std::int64_t{style.zone.date_of(*instant).days});
  }
  const bool birthday = field.name == "birthday";
  const int latest = style.this_year + (birthday ? 0 : kYearsAhead);
  const auto written = read_any_date(cell, style.dates.value_or(DateFormat::ymd_dash), latest);
  const char* what = field.type == FieldType::date ? "value.not_a_date" : "value.not_a_date_time";
  if (!written) return fail(Code::invalid, what, {{"value", shown(cell)}}, field.name);
  if (!written->date.year)
    return fail(Code::invalid, "import.no_year", {{"value", shown(cell)}}, field.name);
  const auto date = make_date(*written->date.year, written->date.month, written->date.day);
  if (!date) return fail(Code::invalid, what, {{"value", shown(cell)}}, field.name);
  if (field.type == FieldType::date) return FieldValue(std::int64_t{date->days});
  return FieldValue(style.zone.instant({*date, written->micros.value_or(0)}).micros);
}

// Web addresses hold commas and semicolons themselves.
std::string_view separators(FieldType type) {
  if (type == FieldType::urls) return "\n";
  return type == FieldType::emails ? ";,\n" : ";\n";
}

std::vector<std::string> split(std::string_view cell, std::string_view separators) {
  std::vector<std::string> pieces;
  while (!cell.empty()) {
    std::size_t end = cell.find_first_of(separators);
    std::size_t skip = 1;
    if (const auto google = cell.find(":::"); google < end) end = google, skip = 3;
    const auto piece = trim(cell.substr(0, end));
    if (!piece.empty()) pieces.emplace_back(piece);
    if (end == std::string_view::npos) break;
    cell.remove_prefix(std::min(cell.size(), end + skip));
  }
  return pieces;
}

}  // namespace

Result<FieldValue> read_cell(const Field& field, std::string_view cell, const CellStyle& style) {
  cell = trim(cell);
  if (cell.empty()) return FieldValue{};
  switch (field.type) {
    case FieldType::number:
    case FieldType::percent:
      return read_number(field, cell, style);
    case FieldType::money:
      return read_money(field, cell, style);
    case FieldType::checkbox:
      return read_checkbox(field, cell);
    case FieldType::date:
    case FieldType::date_time:
      return read_date_cell(field, cell, style);
    default:
      return by_wire(field, std::string(cell));
  }
}

namespace {

void read_line(const Field& field, std::string_view line, const std::string& label,
               schema::Entries& entries, std::vector<Error>& bad) {
  for (std::string& piece : split(line, separators(field.type))) {
    JsonObject entry{{"value", JsonValue(std::move(piece))}};
    if (!label.empty()) entry.push_back({"label", JsonValue(label)});
    JsonArray list{JsonValue(std::move(entry))};
    auto edit = schema::from_wire(field, JsonValue(std::move(list)));
    if (!edit) {
      bad.push_back(std::move(edit).error());
      continue;
    }
    auto* value = std::get_if<FieldValue>(&*edit);
    if (!value || is_empty(*value)) continue;
    for (auto& good : std::get<schema::Entries>(*value)) entries.push_back(std::move(good));
  }
}

}  // namespace

schema::Entries read_entries(const Field& field, std::string_view cell,
                             const std::vector<std::string>& labels, std::vector<Error>& bad) {
  schema::Entries entries;
  const std::vector<std::string> lines = lines_of(cell);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const bool each = labels.size() == lines.size();
    const std::string label = labels.empty() ? std::string() : labels[each ? i : 0];
    read_line(field, lines[i], label, entries, bad);
  }
  return entries;
}

std::vector<std::string> lines_of(std::string_view cell) {
  return split(cell, "\n");
}

std::vector<std::string> split_list(std::string_view cell) {
  std::vector<std::string> words = split(cell, ";,\n");
  for (std::string& word : words)
    if (word.starts_with("* ")) word.erase(0, 2);
  return words;
}

}  // namespace kontor::importing
