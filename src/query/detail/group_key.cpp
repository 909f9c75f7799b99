#include "query/detail/group_key.h"

#include <algorithm>
#include <cstdio>

#include "base/zone.h"
#include "expr/parse.h"
#include "expr/to_sql.h"
#include "query/order.h"
#include "query/select.h"
#include "query/titles.h"
#include "storage/dialect.h"

namespace kontor::query {
namespace {

using schema::FieldType;
using storage::Sql;

constexpr std::int64_t kMicrosPerHour = 3'600 * kMicrosPerSecond;

struct PeriodName {
  std::string_view name;
  Period period;
};
constexpr PeriodName kPeriods[] = {{"day", Period::day},
                                   {"week", Period::week},
                                   {"month", Period::month},
                                   {"quarter", Period::quarter},
                                   {"year", Period::year}};

// Takes "month(due)" apart.
std::optional<Period> take_period(std::string& text) {
  for (const auto& [name, period] : kPeriods) {
    const std::string head = std::string(name) + '(';
    if (!text.starts_with(head) || !text.ends_with(')')) continue;
    text = text.substr(head.size(), text.size() - head.size() - 1);
    return period;
  }
  return std::nullopt;
}

Failure not_groupable(const std::string& text) {
  return fail(Code::invalid, "query.not_groupable", {{"field", text.substr(0, 100)}}, "group");
}

// Rounds towards the past on both engines.
Sql hours(const Sql& micros) {
  const std::string hour = std::to_string(kMicrosPerHour);
  const std::string almost = std::to_string(kMicrosPerHour - 1);
  return Sql{"CASE WHEN ", {}} << micros << " < 0 THEN -((" << almost << " - " << micros << ") / "
                               << hour << ") ELSE " << micros << " / " << hour << " END";
}

std::string text_constant(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + '"';
}

std::string period_text(Period period, Date day) {
  const CivilDate date = civil(day);
  char text[32];
  const auto print = [&](const char* format, int a, int b = 0) {
    std::snprintf(text, sizeof text, format, a, b);
    return std::string(text);
  };
  switch (period) {
    case Period::day:
      return to_string(day);
    case Period::week:
      return print("%04d-W%02d", iso_week(day).year, iso_week(day).week);
    case Period::month:
      return print("%04d-%02d", date.year, date.month);
    case Period::quarter:
      return print("%04d-Q%d", date.year, (date.month + 2) / 3);
    case Period::year:
      return print("%04d", date.year);
  }
  return {};
}

}  // namespace

Result<GroupKey> GroupKey::bind(const std::string& text, const schema::Object& object,
                                const Reader& reader, Rights& rights) {
  GroupKey key;
  key.path_ = text;
  key.period_ = take_period(key.path_);
  key.field_ = TRY(resolve(key.path_, object, *reader.catalogue));
  key.field_.text = {};  // a view of what moves
  key.zone_ = reader.rights.bindings().zone;
  const schema::Field& field = *key.field_.field;
  if (field.has_many_values() || field.type == FieldType::long_text) return not_groupable(text);
  switch (key.field_.part ? key.field_.part->type : field.type) {
    case FieldType::select:
    case FieldType::status:
      key.kind_ = Kind::option;
      break;
    case FieldType::relation:
    case FieldType::user:
    case FieldType::user_system:
      key.kind_ = Kind::record;
      break;
    case FieldType::checkbox:
      key.kind_ = Kind::boolean;
      break;
    case FieldType::date:
      key.kind_ = Kind::date;
      break;
    case FieldType::date_time:
    case FieldType::instant_system:
      key.kind_ = Kind::instant;
      break;
    case FieldType::text:
    case FieldType::person_name:
    case FieldType::auto_number:
      key.kind_ = Kind::text;
      break;
    default:
      return not_groupable(text);
  }
  const bool time = key.kind_ == Kind::date || key.kind_ == Kind::instant;
  if (key.period_ && !time) return not_groupable(text);
  if (time && !key.period_) key.period_ = Period::day;
  if (key.kind_ == Kind::record) {
    key.target_ = target_of(field, *reader.catalogue);
    TRY(rights.require(*key.target_));
  }
  const auto tree = TRY(expr::parse(key.path_));
  const auto checked = TRY(expr::check(tree, reader.catalogue, object, {.any_type = true}));
  TRY(rights.require(checked));
  key.value_ = value_sql(checked, rights.context(), kRoot, false);
  if (key.kind_ == Kind::instant) key.value_ = hours(key.value_);
  const bool bare = key.kind_ == Kind::record && key.field_.hops.empty() &&
                    !rights.readable(object, field, kRoot);
  // Whether each record may be seen is asked once for each group, not for each row.
  if (bare) key.value_ = {std::string(kRoot) + '.' + storage::quoted(field.value.column), {}};
  return key;
}

KeyValue GroupKey::fold(const storage::Row& row, int column) const {
  if (row.is_null(column)) return {};
  if (kind_ == Kind::text) {
    std::string text(row.text(column));
    return text.empty() ? KeyValue() : KeyValue(std::move(text));
  }
  std::int64_t number = row.integer(column);
  if (!period_) return shown(number);
  if (kind_ == Kind::instant) {
    const auto zone = TimeZone::find(zone_).value_or(TimeZone::utc());
    number = zone.date_of(Instant{number * kMicrosPerHour}).days;
  }
  return std::int64_t{start_of(*period_, Date{static_cast<std::int32_t>(number)}).days};
}

// A record the reader may not see counts as empty.
KeyValue GroupKey::shown(const KeyValue& key) const {
  const auto* number = std::get_if<std::int64_t>(&key);
  return number && hidden_.contains(*number) ? KeyValue() : key;
}

Result<void> GroupKey::find_hidden(const std::vector<KeyValue>& keys, const Reader& reader,
                                   Rights& rights) {
  if (kind_ != Kind::record) return {};
  std::vector<std::int64_t> ids;
  for (const auto& key : keys) {
    if (const auto* id = std::get_if<std::int64_t>(&key)) ids.push_back(*id);
  }
  const auto visible = TRY(Select::visible(*target_, ids, reader, rights));
  hidden_.insert(ids.begin(), ids.end());
  for (const std::int64_t id : visible.ids()) hidden_.erase(id);
  return {};
}

// Empty last, options by their place; the others came by size.
std::vector<KeyValue> GroupKey::ordered(std::vector<KeyValue> keys) const {
  const auto place = [&](const KeyValue& key) -> std::int64_t {
    const auto* number = std::get_if<std::int64_t>(&key);
    if (!number) return std::holds_alternative<std::monostate>(key) ? INT64_MAX : 0;
    if (period_) return *number;
    if (kind_ != Kind::option) return 0;
    const auto& options = field_.field->options;
    return std::ranges::find(options, *number, &schema::Option::id) - options.begin();
  };
  std::ranges::stable_sort(keys, {}, place);
  return keys;
}

Result<void> GroupKey::read_titles(const std::vector<KeyValue>& keys, const Reader& reader,
                                   const Rights& rights) {
  if (!target_) return {};
  std::vector<std::int64_t> ids;
  for (const auto& key : keys) {
    if (const auto* id = std::get_if<std::int64_t>(&key)) ids.push_back(*id);
  }
  titles_ = TRY(query::read_titles(reader.connection, *target_, ids, rights));
  return {};
}

std::string GroupKey::key_text(const KeyValue& key) const {
  if (const auto* text = std::get_if<std::string>(&key)) return *text;
  const std::int64_t number = std::get<std::int64_t>(key);
  if (period_) return period_text(*period_, Date{static_cast<std::int32_t>(number)});
  if (kind_ == Kind::boolean) return number ? "true" : "false";
  if (kind_ == Kind::record) return to_string(RecordId{number});
  const auto* option = field_.field->option(static_cast<int>(number));
  return option ? option->key : std::to_string(number);
}

std::string GroupKey::moment(Date day) const {
  if (kind_ == Kind::date) return "date \"" + to_string(day) + '"';
  const auto zone = TimeZone::find(zone_).value_or(TimeZone::utc());
  return "instant \"" + to_string(zone.start_of_day(day)) + '"';
}

std::string GroupKey::condition(const KeyValue& key) const {
  if (std::holds_alternative<std::monostate>(key)) return path_ + " is empty";
  if (period_) {
    const Date begin{static_cast<std::int32_t>(std::get<std::int64_t>(key))};
    return path_ + " >= " + moment(begin) + " and " + path_ + " < " +
           moment(add(*period_, begin, 1));
  }
  if (kind_ == Kind::boolean) return path_ + " = " + key_text(key);
  return path_ + " = " + text_constant(key_text(key));
}

void GroupKey::write(const KeyValue& key, const std::string& filter, JsonWriter& json) const {
  const bool empty = std::holds_alternative<std::monostate>(key);
  const std::string text = empty ? std::string() : key_text(key);
  json.key("key");
  empty ? json.null() : json.text(text);
  json.key("label");
  const schema::Option* option =
      !empty && kind_ == Kind::option
          ? field_.field->option(static_cast<int>(std::get<std::int64_t>(key)))
          : nullptr;
  if (option) {
    json.begin_object().key("de").text(option->label.de).key("en").text(option->label.en);
    json.end_object();
  } else if (kind_ == Kind::record && !empty) {
    const auto title = titles_.find(std::get<std::int64_t>(key));
    json.text(title == titles_.end() ? std::string() : title->second);
  } else {
    empty ? json.null() : json.text(text);
  }
  const std::string mine = condition(key);
  json.key("filter").text(filter.empty() ? mine : '(' + filter + ") and " + mine);
}

}  // namespace kontor::query
