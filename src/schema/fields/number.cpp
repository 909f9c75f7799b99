// number and percent: integers scaled by 10^decimals, exact decimal text on the wire.
#include "base/decimal.h"
#include "schema/fields/kinds.h"

namespace kontor::schema {
namespace {

Result<FieldEdit> read(const Field& field, const JsonValue& json) {
  std::string digits;
  if (auto text = json.text()) {
    digits = std::string(*text);
  } else if (auto number = json.number()) {
    digits = std::move(*number);
  } else {
    return expected("number", field, json);
  }
  if (digits.empty()) return FieldEdit(FieldValue{});
  if (digits.size() > 40) return bad_value("number.range", field, {{"text", digits.substr(0, 40)}});
  auto parsed = parse_decimal(digits, field.decimals);
  if (!parsed) return Failure(std::move(parsed).error().in_field(field.name));
  return FieldEdit(FieldValue(*parsed));
}

void write(JsonWriter& json, const Field& field, const FieldValue& value) {
  json.text(decimal_to_string(std::get<std::int64_t>(value), field.decimals));
}

}  // namespace

const FieldKind kNumberKind{read, write, recall_by_reading<read>};

}  // namespace kontor::schema
