#include "records/imports/row_mapper.h"

#include <algorithm>

#include "base/country.h"
#include "base/text.h"
#include "records/import/address_split.h"
#include "records/import/name_split.h"

namespace kontor::importing {

using schema::Field;
using schema::FieldType;
using schema::FieldValue;

namespace {

constexpr std::size_t kShown = 100;      // bytes of a value in a sentence
constexpr std::size_t kShownCell = 500;  // of a cell beside it, where a person may mend it
constexpr std::size_t kMaxEntriesOfRow = 50, kMaxOptionsOfRow = 200;

bool is_number(FieldType type) {
  return type == FieldType::number || type == FieldType::percent || type == FieldType::money;
}
bool is_date(FieldType type) {
  return type == FieldType::date || type == FieldType::date_time;
}
bool holds_entries(FieldType type) {
  return type == FieldType::emails || type == FieldType::phones || type == FieldType::urls;
}

// With its lines. What had to be cut ends with dots and cannot be mended in place.
std::string shown(std::string_view cell) {
  cell = trim(cell);
  std::string text(truncate(cell, kShownCell));
  if (text.size() < cell.size()) text += "…";
  return text;
}

// The key of the option that a default like "new_business" in quotes names.
std::string constant_default(const Field& field) {
  const std::string& text = field.default_value;
  if (text.size() < 2 || text.front() != '"' || text.back() != '"') return {};
  return text.substr(1, text.size() - 2);
}

}  // namespace

// Works on one row.
class RowMapper::Worker {
 public:
  Worker(const RowMapper& mapper, const Row& row) : mapper_(mapper), row_(row) {
    out_.number = row_.number;
    out_.values.resize(mapper.object().fields.size());
  }

  MappedRow run() {
    for (const Problem& problem : row_.problems) take(problem);
    for (const Route& route : mapper_.routes_) {
      const std::string& cell = row_.cells[static_cast<std::size_t>(route.column)];
      if (!trim(cell).empty() || route.target->kind == ImportTarget::Kind::link) one(route, cell);
    }
    split_whole_name();
    set_text("title_prefix", title_);
    settle_stage();
    add_missing_name();
    return std::move(out_);
  }

 private:
  const Field& field(int place) const {
    return mapper_.object().fields[static_cast<std::size_t>(place)];
  }
  FieldValue& value(int place) { return out_.values[static_cast<std::size_t>(place)]; }
  int place_of(std::string_view name) const {
    const Field* found = mapper_.object().field(name);
    return !found || found->archived ? -1
                                     : static_cast<int>(found - mapper_.object().fields.data());
  }

  void take(Problem problem) {
    out_.lost |= problem.severity == Severity::error;
    const int column = problem.column;
    std::string value;
    if (column >= 0 && static_cast<std::size_t>(column) < row_.cells.size())
      value = shown(row_.cells[static_cast<std::size_t>(column)]);
    out_.problems.push_back({row_.number, std::move(problem), {}, std::move(value)});
  }

  // The value is left out, the row lands without it.
  void complain(const Route& route, const Error& error) {
    const std::string& cell = row_.cells[static_cast<std::size_t>(route.column)];
    out_.problems.push_back({row_.number,
                             {error.key, error.params, Severity::warning, route.column},
                             route.target->path,
                             shown(cell)});
  }
  void complain(const Route& route, std::string key, std::string_view word = {}) {
    std::vector<ErrorParam> params;
    if (!word.empty()) params.push_back({"value", std::string(truncate(word, kShown))});
    complain(route, Error{Code::invalid, std::move(key), std::move(params)});
  }

  void one(const Route& route, const std::string& cell) {
    switch (route.target->kind) {
      case ImportTarget::Kind::value:
        return add_value(route, cell);
      case ImportTarget::Kind::full_name:
        whole_name_ = tidy_line(cell);
        return;
      case ImportTarget::Kind::middle_name:
        return add_middle_name(route, cell);
      case ImportTarget::Kind::whole_address:
        return add_address(route, cell);
      case ImportTarget::Kind::part:
        return add_part(route, cell);
      case ImportTarget::Kind::link:
        return add_link(route, cell);
    }
  }

  void add_value(const Route& route, const std::string& cell) {
    const FieldType type = route.field->type;
    if (holds_entries(type)) return add_entries(route, cell);
    if (type == FieldType::multi_select) return add_options(route, cell);
    if (type == FieldType::select || type == FieldType::status) return add_option(route, cell);
    auto read = read_cell(*route.field, cell, route.style);
    if (!read) return complain(route, read.error());
    if (is_empty(*read)) return;
    FieldValue& present = value(route.target->field);
    auto* text = std::get_if<std::string>(&present);
    if (!text) {
      present = *std::move(read);
    } else if (const auto& more = std::get<std::string>(*read); more != *text) {
      join(route, *text, more);
    }
  }

  // Several columns may feed one text.
  void join(const Route& route, std::string& text, const std::string& more) {
    const bool is_long = route.field->type == FieldType::long_text;
    std::string joined = text + (is_long ? "\n\n" : ", ") + more;
    auto checked = read_cell(*route.field, joined, route.style);
    if (!checked) return complain(route, checked.error());
    text = std::move(joined);
  }

  std::vector<std::string> labels_for(const Route& route) const {
    std::vector<std::string> labels;
    if (route.label_column >= 0)
      for (const std::string& says :
           lines_of(row_.cells[static_cast<std::size_t>(route.label_column)]))
        labels.push_back(value_label(says));
    const bool says_nothing = labels.size() < 2 && (labels.empty() || labels.front().empty());
    return says_nothing ? std::vector{route.label} : labels;
  }

  void add_entries(const Route& route, const std::string& cell) {
    std::vector<Error> bad;
    auto found = read_entries(*route.field, cell, labels_for(route), bad);
    for (const Error& error : bad) complain(route, error);
    FieldValue& present = value(route.target->field);
    if (!found.empty() && is_empty(present)) present = schema::Entries{};
    for (auto& entry : found) {
      auto& entries = std::get<schema::Entries>(present);
      if (std::ranges::find(entries, entry.value, &schema::Entry::value) != entries.end()) continue;
      if (entries.size() == kMaxEntriesOfRow) return complain(route, "import.too_many_entries");
      entries.push_back(std::move(entry));
    }
  }

  void wish(const Route& route, std::string_view word, std::string pipeline = {}) {
    if (word.size() > kMaxOptionLabel) return complain(route, "value.unknown_option", word);
    out_.options.push_back({{route.field->id, tidy_line(word), std::move(pipeline)}, route.column});
  }

  void add_options(const Route& route, const std::string& cell) {
    const OptionWords& words = mapper_.words_.at(route.target->field);
    schema::Ids ids;
    FieldValue& present = value(route.target->field);
    if (auto* known = std::get_if<schema::Ids>(&present)) ids = *known;
    for (const std::string& line : lines_of(cell)) {
      // A label may hold what otherwise separates labels.
      const bool whole = words.find(line) != nullptr;
      for (const std::string& word : whole ? std::vector{line} : split_list(line)) {
        const schema::Option* option = words.find(word);
        if (option && ids.size() < kMaxOptionsOfRow) ids.push_back(option->id);
        if (!option) wish(route, word);
      }
    }
    std::ranges::sort(ids);
    ids.erase(std::ranges::unique(ids).begin(), ids.end());
    if (!ids.empty()) present = std::move(ids);
  }

  void add_option(const Route& route, const std::string& cell) {
    if (route.field->type == FieldType::status && !route.field->pipeline_field.empty()) {
      stage_ = &route;  // when the pipeline is known
      return;
    }
    const std::string word = tidy_line(cell);
    const schema::Option* option = mapper_.words_.at(route.target->field).find(word);
    if (option) value(route.target->field) = std::int64_t{option->id};
    if (!option && !add_titled_salutation(route, word)) wish(route, word);
  }

  // "Frau Dr.", where titles have a field of their own.
  bool add_titled_salutation(const Route& route, const std::string& word) {
    if (route.field->name != "salutation" || place_of("title_prefix") < 0) return false;
    const std::string anybody = "X";
    const NameParts parts = split_name(word + " " + anybody);
    if (parts.title_prefix.empty() || !parts.first_name.empty() || parts.last_name != anybody)
      return false;
    title_ = parts.title_prefix;
    const auto* option = mapper_.words_.at(route.target->field).find(parts.salutation);
    if (option) value(route.target->field) = std::int64_t{option->id};
    if (!option && !parts.salutation.empty()) wish(route, parts.salutation);
    return true;
  }

  // A stage belongs to a pipeline, and says which if no column does.
  void settle_stage() {
    if (!stage_) return;
    const Route& route = *stage_;
    const std::string word = tidy_line(row_.cells[static_cast<std::size_t>(route.column)]);
    const int place = place_of(route.field->pipeline_field);
    std::string pipeline;
    if (place >= 0) {
      pipeline = constant_default(field(place));
      if (auto* id = std::get_if<std::int64_t>(&value(place)))
        if (const auto* option = field(place).option(static_cast<int>(*id))) pipeline = option->key;
    }
    const schema::Option* stage = mapper_.words_.at(route.target->field).find(word, pipeline);
    if (!stage) return wish(route, word, pipeline);
    value(route.target->field) = std::int64_t{stage->id};
    if (place < 0 || !is_empty(value(place)) || stage->pipeline.empty()) return;
    if (const auto* option = field(place).option(stage->pipeline))
      value(place) = std::int64_t{option->id};
  }

  void set_text(std::string_view name, const std::string& text) {
    const int place = place_of(name);
    if (place < 0 || text.empty() || !is_empty(value(place))) return;
    if (field(place).type == FieldType::select) {
      const OptionWords words(field(place));
      if (const auto* option = words.find(text)) value(place) = std::int64_t{option->id};
    } else {
      value(place) = text;
    }
  }

  // What columns of their own say wins over the whole name.
  void split_whole_name() {
    if (whole_name_.empty()) return;
    const NameParts parts = split_name(whole_name_);
    const bool own = has_text("first_name") || has_text("last_name");
    set_text("salutation", parts.salutation);
    set_text("title_prefix", parts.title_prefix);
    if (own) return;
    set_text("first_name", parts.first_name);
    set_text("last_name",
             parts.suffix.empty() ? parts.last_name : parts.last_name + ", " + parts.suffix);
  }

  bool has_text(std::string_view name) {
    const int place = place_of(name);
    return place >= 0 && !is_empty(value(place));
  }

  void add_middle_name(const Route& route, const std::string& cell) {
    auto* first = std::get_if<std::string>(&value(route.target->field));
    const std::string middle = tidy_line(cell);
    if (!first) {
      value(route.target->field) = middle;
    } else if (!(" " + *first + " ").contains(" " + middle + " ")) {
      *first += " " + middle;
    }
  }

  // People whose only name is their address are found under it.
  void add_missing_name() {
    const Field* title = mapper_.object().field(mapper_.object().title_field);
    if (!title || title->type != FieldType::person_name) return;
    for (const std::string& part : title->name_parts)
      if (has_text(part)) return;
    for (std::size_t i = 0; i < out_.values.size(); ++i) {
      const auto* entries = std::get_if<schema::Entries>(&out_.values[i]);
      if (!entries || field(static_cast<int>(i)).type != FieldType::emails) continue;
      set_text(title->name_parts.back(), entries->front().value);
      out_.problems.push_back(
          {row_.number, {"import.name_from_email", {}, Severity::warning, -1}, title->name, {}});
      return;
    }
    out_.problems.push_back(
        {row_.number, {"import.no_name", {}, Severity::error, -1}, title->name, {}});
    out_.lost = true;
  }

  schema::Parts& parts_of(const Route& route) {
    FieldValue& present = value(route.target->field);
    if (is_empty(present))
      present = schema::Parts{std::vector<schema::PartValue>(route.field->parts.size())};
    return std::get<schema::Parts>(present);
  }

  void set_part(const Route& route, std::string_view name, const std::string& text) {
    const schema::FieldPart* part = route.field->part(name);
    if (!part || text.empty()) return;
    auto& slot = parts_of(route).values[static_cast<std::size_t>(part - route.field->parts.data())];
    if (slot.index() == 0) slot = text;
  }

  void add_address(const Route& route, const std::string& cell) {
    const AddressParts parts = split_address(cell);
    set_part(route, "street", tidy_line(parts.street));
    set_part(route, "postal_code", parts.postal_code);
    set_part(route, "place", parts.place);
    set_part(route, "region", parts.region);
    set_part(route, "country", parts.country);
    if (!parts.certain && cell.find_first_of("\n,") != std::string::npos)
      complain(route, "import.address_whole");
  }

  void add_part(const Route& route, const std::string& cell) {
    const schema::FieldPart& part =
        route.field->parts[static_cast<std::size_t>(route.target->part)];
    const std::string text = tidy_line(cell);
    schema::PartValue read = text;
    if (part.type == FieldType::number) {
      auto number = parse_decimal(text, part.decimals, route.style.numbers);
      if (!number) return complain(route, number.error());
      read = *number;
    } else if (part.name == "country") {
      const auto code = find_country_code(text);
      if (!code) return complain(route, "import.unknown_country", text);
      read = *code;
    } else if (length(text) > 600) {
      return complain(route, Error{Code::invalid, "value.too_long", {{"limit", "600"}}});
    }
    auto& slot = parts_of(route).values[static_cast<std::size_t>(route.target->part)];
    auto* present = std::get_if<std::string>(&slot);
    if (present && part.name == "street" && *present != text) {
      *present += ", " + text;
    } else if (!present) {
      slot = std::move(read);
    }
  }

  void add_link(const Route& route, const std::string& cell) {
    if (!route.field->has_many_values()) {
      out_.links.push_back({route.link, tidy_line(cell), route.column});
      return;
    }
    // One a line, or a list in one line.
    const bool listed = cell.find('\n') != std::string::npos;
    for (std::string& name : listed ? lines_of(cell) : split_list(cell))
      out_.links.push_back({route.link, tidy_line(name), route.column});
  }

  const RowMapper& mapper_;
  const Row& row_;
  MappedRow out_;
  std::string whole_name_;
  std::string title_;  // from the salutation
  const Route* stage_ = nullptr;
};

RowMapper::RowMapper(schema::CataloguePtr catalogue, const Import& import, const TimeZone& zone,
                     int this_year)
    : catalogue_(std::move(catalogue)),
      object_(catalogue_->object(import.object)),
      targets_(import_targets(*catalogue_, *object_)),
      zone_(zone),
      this_year_(this_year) {
  for (std::size_t column = 0; column < import.columns.size(); ++column)
    add_route(import, static_cast<int>(column));
}

void RowMapper::add_route(const Import& import, int column) {
  const ColumnChoice& choice = import.columns[static_cast<std::size_t>(column)];
  const ImportTarget* target = find_target(targets_, choice.target);
  if (!target) return;
  Route route{.column = column,
              .target = target,
              .field = &object_->fields[static_cast<std::size_t>(target->field)],
              .style = style_of(import, choice),
              .label = choice.label,
              .label_column = choice.label_column};
  if (!route.field->options.empty() || route.field->open_options ||
      route.field->type == FieldType::select || route.field->type == FieldType::multi_select)
    words_.try_emplace(target->field, *route.field);
  if (target->kind == ImportTarget::Kind::link) {
    route.link = links_.size();
    links_.push_back({target, route.field, linked_object(*catalogue_, *route.field)});
  }
  // The middle name goes behind the first one, whatever the order of the columns.
  const auto behind = target->kind == ImportTarget::Kind::middle_name
                          ? routes_.end()
                          : std::ranges::find(routes_, ImportTarget::Kind::middle_name,
                                              [](const Route& r) { return r.target->kind; });
  routes_.insert(behind, std::move(route));
}

CellStyle RowMapper::style_of(const Import& import, const ColumnChoice& choice) const {
  CellStyle style{.zone = zone_, .this_year = this_year_};
  const char said = choice.decimal         ? choice.decimal
                    : choice.found_decimal ? 0
                                           : import.choice.decimal;
  if (!said && choice.found_decimal)
    style.numbers = {choice.found_decimal, choice.found_group};
  else
    style.numbers = said == '.' ? kEnglishNumbers : kGermanNumbers;
  for (const std::string* name : {&choice.dates, &choice.found_dates, &import.choice.dates})
    if (!style.dates && !name->empty()) style.dates = parse_date_format(*name);
  return style;
}

MappedRow RowMapper::map(const Row& row) const {
  return Worker(*this, row).run();
}

std::vector<int> undecided_columns(const Import& import, const schema::Object& object,
                                   const std::vector<ImportTarget>& targets) {
  std::vector<int> undecided;
  for (std::size_t i = 0; i < import.columns.size(); ++i) {
    const ColumnChoice& choice = import.columns[i];
    const ImportTarget* target = find_target(targets, choice.target);
    if (!target || target->kind != ImportTarget::Kind::value) continue;
    const FieldType type = object.fields[static_cast<std::size_t>(target->field)].type;
    const bool dates = is_date(type) && choice.dates_ambiguous && choice.dates.empty() &&
                       import.choice.dates.empty();
    const bool numbers =
        is_number(type) && choice.numbers_ambiguous && !choice.decimal && !import.choice.decimal;
    if (dates || numbers) undecided.push_back(static_cast<int>(i));
  }
  return undecided;
}

}  // namespace kontor::importing
