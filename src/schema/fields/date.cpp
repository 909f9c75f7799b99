// date (YYYY-MM-DD, no zone) and date_time (RFC 3339, any offset in, UTC out).
#include "base/time.h"
#include "schema/fields/kinds.h"

namespace kontor::schema {
namespace {

constexpr std::size_t kShown = 40;  // of a bad value, in its error

Result<FieldEdit> read_date(const Field& field, const JsonValue& json) {
  auto text = json.text();
  if (!text) return expected("date", field, json);
  if (text->empty()) return FieldEdit(FieldValue{});
  auto date = parse_date(*text);
  if (!date)
    return bad_value("value.not_a_date", field, {{"value", std::string(text->substr(0, kShown))}});
  return FieldEdit(FieldValue(std::int64_t{date->days}));
}

void write_date(JsonWriter& json, const Field&, const FieldValue& value) {
  json.text(to_string(Date{static_cast<std::int32_t>(std::get<std::int64_t>(value))}));
}

Result<FieldEdit> read_instant(const Field& field, const JsonValue& json) {
  auto text = json.text();
  if (!text) return expected("date_time", field, json);
  if (text->empty()) return FieldEdit(FieldValue{});
  auto instant = parse_instant(*text);
  if (!instant) {
    return bad_value("value.not_a_date_time", field,
                     {{"value", std::string(text->substr(0, kShown))}});
  }
  return FieldEdit(FieldValue(instant->micros));
}

void write_instant(JsonWriter& json, const Field&, const FieldValue& value) {
  json.text(to_string(Instant{std::get<std::int64_t>(value)}));
}

Result<FieldEdit> refuse(const Field& field, const JsonValue&) {
  return bad_value("value.read_only", field);
}

}  // namespace

const FieldKind kDateKind{read_date, write_date, recall_by_reading<read_date>};
const FieldKind kDateTimeKind{read_instant, write_instant, recall_by_reading<read_instant>};
const FieldKind kReadOnlyInstantKind{refuse, write_instant, recall_by_reading<read_instant>};

}  // namespace kontor::schema
