#include "records/write/default_values.h"

#include "base/json.h"
#include "base/zone.h"

namespace kontor::records {

Result<schema::FieldValue> default_value(const Run& run, const schema::Object&,
                                         const schema::Field& field) {
  const std::string& text = field.default_value;
  if (text == "me") {
    auto me = run.actor.user.value;
    return me ? schema::FieldValue(me) : schema::FieldValue{};
  }
  if (text == "now()") return schema::FieldValue(run.now.micros);
  if (text == "today()") {
    auto zone = TimeZone::find(run.actor.zone);
    return schema::FieldValue(std::int64_t{(zone ? *zone : TimeZone::utc()).date_of(run.now).days});
  }
  auto edit = TRY(schema::from_wire(field, TRY(parse_json(text))));
  auto* value = std::get_if<schema::FieldValue>(&edit);
  return value ? std::move(*value) : schema::FieldValue{};
}

}  // namespace kontor::records
