#include "records/export/record_cells.h"

#include <algorithm>
#include <array>

#include "base/country.h"
#include "base/decimal.h"
#include "base/money.h"
#include "query/path.h"

namespace kontor::exporting {

using query::TypedRecord;
using query::TypedValue;
using schema::Field;
using schema::FieldType;
using schema::Label;
using schema::Language;

namespace {

struct KindWord {
  std::string_view label, de, en;
};
constexpr std::array<KindWord, 6> kKinds = {{{"work", "geschäftlich", "work"},
                                             {"private", "privat", "private"},
                                             {"mobile", "mobil", "mobile"},
                                             {"fax", "Fax", "fax"},
                                             {"main", "Zentrale", "main"},
                                             {"other", "sonstige", "other"}}};
// Keeps the place of a value without a kind among several.
constexpr std::string_view kNoKind = "-";

bool holds_entries(FieldType type) {
  return type == FieldType::emails || type == FieldType::phones || type == FieldType::urls;
}
bool leads_elsewhere(FieldType type) {
  return type == FieldType::relation || type == FieldType::user || type == FieldType::user_system;
}

std::string joined(const std::vector<std::string>& lines, std::string_view separator) {
  std::string all;
  for (const std::string& line : lines) {
    if (!all.empty()) all += separator;
    all += line;
  }
  return all;
}

bool holds_separator(const std::string& text) {
  return text.find_first_of(";,") != std::string::npos;
}

// One a line. A single one that holds a separator ends its line, so that nobody splits it.
std::string listed(const std::vector<std::string>& lines) {
  std::string all = joined(lines, "\n");
  return lines.size() == 1 && holds_separator(all) ? all + "\n" : all;
}

std::string titles_of(const TypedValue& value) {
  std::string all = listed(value.titles);
  const auto shown = static_cast<std::int64_t>(value.titles.size());
  if (value.total > shown) all += "\n… +" + std::to_string(value.total - shown);
  return all;
}

std::vector<std::string> every_path(const schema::Object& object) {
  std::vector<std::string> paths;
  for (const Field& field : object.fields) {
    // Of both sides of a relation the one that declared it.
    const bool derived = field.type == FieldType::relation && field.has_many_values() &&
                         (field.relation.derived || field.relation.link_here != "a_id");
    if (field.archived || derived || field.name == "deleted_at") continue;
    paths.push_back(field.name);
    if (field.type != FieldType::postal_address) continue;
    paths.push_back(field.name + ".latitude");
    paths.push_back(field.name + ".longitude");
  }
  return paths;
}

std::string header_of(const query::Path& path, Language language) {
  std::string header;
  for (const Field* hop : path.hops) header += hop->label.in(language) + ": ";
  header += path.field->label.in(language);
  if (path.part) header += ": " + path.part->label.in(language);
  return header;
}

}  // namespace

std::string kind_word(std::string_view label, Language language) {
  const auto* found = std::ranges::find(kKinds, label, &KindWord::label);
  if (found == kKinds.end()) return {};
  return std::string(language == Language::de ? found->de : found->en);
}

Result<RecordCells> RecordCells::make(const schema::Catalogue& catalogue,
                                      const schema::Object& object, std::vector<std::string> paths,
                                      const std::string& language, bool plain_money) {
  RecordCells cells;
  cells.plain_money_ = plain_money;
  cells.language_ = language == "de" ? Language::de : Language::en;
  if (paths.empty()) paths = every_path(object);
  for (const std::string& path : paths)
    if (path != "id") TRY(query::resolve(path, object, catalogue));
  std::erase(paths, "id");
  cells.paths_ = std::move(paths);
  for (std::size_t i = 0; i < cells.paths_.size(); ++i)
    cells.add(catalogue, object, cells.paths_[i], i);
  if (cells.paths_.empty()) cells.paths_ = {"id"};  // none, not every one
  return cells;
}

void RecordCells::add(const schema::Catalogue& catalogue, const schema::Object& object,
                      const std::string& text, std::size_t value) {
  const query::Path path = *query::resolve(text, object, catalogue);
  const std::string header = header_of(path, language_);
  const bool german = language_ == Language::de;
  Source source{.value = value, .field = *path.field, .decimals = path.field->decimals};
  if (path.part) {
    source.country = path.part->name == "country";
    source.decimals = path.part->decimals;
    source.what = What::part;
    return add_source(std::move(source), header);
  }
  if (path.field->type == FieldType::postal_address) {
    for (std::size_t i = 0; i < path.field->parts.size(); ++i) {
      const schema::FieldPart& part = path.field->parts[i];
      if (part.type != FieldType::text) continue;  // where it lies is asked for by name
      Source one = source;
      one.what = What::part;
      one.part = i;
      one.country = part.name == "country";
      add_source(std::move(one), header + ": " + part.label.in(language_));
    }
    return;
  }
  add_source(source, header);
  if (!holds_entries(path.field->type)) return;
  source.what = What::kinds;
  add_source(std::move(source), header + (german ? ": Art" : ": Type"));
}

void RecordCells::add_source(Source source, std::string header) {
  sources_.push_back(std::move(source));
  headers_.push_back(std::move(header));
}

void RecordCells::fill(const TypedRecord& record, std::vector<Cell>& cells) const {
  cells.resize(sources_.size());
  for (std::size_t i = 0; i < sources_.size(); ++i)
    cells[i] = cell(sources_[i], record.values[sources_[i].value]);
}

Cell RecordCells::cell(const Source& source, const TypedValue& value) const {
  if (schema::is_empty(value.value)) return {};
  if (value.mode == query::Mode::mask) {
    const auto* text = std::get_if<std::string>(&value.value);
    return text && source.what != What::kinds && source.part == 0 ? Cell(*text) : Cell();
  }
  if (source.what == What::part) {
    if (const auto* parts = std::get_if<schema::Parts>(&value.value))
      return part_cell(source, parts->values[source.part]);
    if (const auto* text = std::get_if<std::string>(&value.value))
      return part_cell(source, schema::PartValue(*text));
    if (const auto* number = std::get_if<std::int64_t>(&value.value))
      return part_cell(source, schema::PartValue(*number));
    return {};
  }
  if (leads_elsewhere(source.field.type))
    return source.field.has_many_values() ? titles_of(value)
                                          : joined(value.titles, "\n");  // one, or none
  if (const auto* entries = std::get_if<schema::Entries>(&value.value)) {
    std::vector<std::string> lines;
    bool any = false;
    for (const schema::Entry& entry : *entries) {
      const std::string kind = kind_word(entry.label, language_);
      any |= !kind.empty();
      lines.push_back(source.what == What::value ? entry.value
                      : kind.empty()             ? std::string(kNoKind)
                                                 : kind);
    }
    if (source.what == What::kinds && !any) return {};
    return joined(lines, "\n");
  }
  if (const auto* ids = std::get_if<schema::Ids>(&value.value))
    return option_labels(source.field, *ids);
  return single(source, value);
}

Cell RecordCells::part_cell(const Source& source, const schema::PartValue& part) const {
  if (const auto* number = std::get_if<std::int64_t>(&part))
    return DecimalCell{*number, source.decimals};
  const auto* text = std::get_if<std::string>(&part);
  if (!text) return {};
  return source.country ? country_name(*text, language_ == Language::de ? "de" : "en") : *text;
}

std::string RecordCells::option_labels(const Field& field, const schema::Ids& ids) const {
  std::vector<std::string> labels;
  for (const std::int64_t id : ids)
    if (const auto* option = field.option(static_cast<int>(id)))
      labels.push_back(option->label.in(language_));
  return std::ranges::any_of(labels, holds_separator) ? listed(labels) : joined(labels, ", ");
}

Cell RecordCells::single(const Source& source, const TypedValue& value) const {
  const Field& field = source.field;
  if (const auto* text = std::get_if<std::string>(&value.value)) return *text;
  if (const auto* money = std::get_if<Money>(&value.value)) return money_cell(field, *money);
  const auto* number = std::get_if<std::int64_t>(&value.value);
  if (!number) return {};
  switch (field.type) {
    case FieldType::checkbox:
      return *number != 0;
    case FieldType::date:
      return Date{static_cast<std::int32_t>(*number)};
    case FieldType::date_time:
    case FieldType::instant_system:
      return Instant{*number};
    case FieldType::select:
    case FieldType::status: {
      const auto* option = field.option(static_cast<int>(*number));
      return option ? Cell(option->label.in(language_)) : Cell();
    }
    default:
      return DecimalCell{*number, field.decimals};
  }
}

// Spreadsheets show a currency as a format, which is lost when they are read: what differs from
// the field's own is written out.
Cell RecordCells::money_cell(const Field& field, const Money& money) const {
  const int decimals = currency_decimals(money.currency).value_or(2);
  if (money.currency == field.currency)
    return plain_money_ ? Cell(DecimalCell{money.minor, decimals}) : Cell(money);
  return plain_money_ ? Cell(money)
                      : decimal_to_string(money.minor, decimals) + " " + money.currency;
}

}  // namespace kontor::exporting
