// postal_address: an object of its parts; a request changes the parts it names.
#include <algorithm>

#include "base/decimal.h"
#include "base/text.h"
#include "schema/fields/kinds.h"

namespace kontor::schema {
namespace {

Result<PartValue> read_number(const Field& field, const FieldPart& part, const JsonValue& json) {
  std::string digits;
  if (auto number = json.number()) digits = std::move(*number);
  if (auto text = json.text()) digits = std::string(*text);
  auto value = digits.empty() || digits.size() > 40
                   ? fail(Code::invalid, "number.syntax", {{"text", digits.substr(0, 40)}})
                   : parse_decimal(digits, part.decimals);
  if (!value) return Failure(std::move(value).error().in_field(field.name + "." + part.name));
  std::int64_t limit = (part.name == "latitude" ? 90 : 180) * power_of_ten(part.decimals);
  if (*value < -limit || *value > limit)
    return fail(Code::invalid, "number.range", {{"text", digits}}, field.name + "." + part.name);
  return PartValue(*value);
}

Result<PartValue> read_part(const Field& field, const FieldPart& part, const JsonValue& json) {
  if (json.is_null()) return PartValue{};
  if (part.type == FieldType::number) return read_number(field, part, json);
  std::string text = tidy_line(TRY(bounded_text(field, json, kMaxText)));
  if (text.empty()) return PartValue{};
  if (part.name == "country") {
    bool good = text.size() == 2 && std::ranges::all_of(text, [](char c) {
                  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
                });
    if (!good) return bad_value("value.not_a_country", field, {{"value", text.substr(0, 40)}});
    std::ranges::transform(text, text.begin(), [](char c) { return c >= 'a' ? c - 32 : c; });
  }
  return PartValue(std::move(text));
}

Result<FieldEdit> read(const Field& field, const JsonValue& json) {
  if (!json.is_object()) return expected("address", field, json);
  PartsEdit edit{{std::vector<PartValue>(field.parts.size())},
                 std::vector<bool>(field.parts.size(), false)};
  for (const auto& member : json.members()) {
    const FieldPart* part = field.part(member.name);
    if (!part)
      return bad_value("value.unknown_part", field, {{"part", member.name.substr(0, 100)}});
    auto place = static_cast<std::size_t>(part - field.parts.data());
    edit.values.values[place] = TRY(read_part(field, *part, member.value));
    edit.named[place] = true;
  }
  return FieldEdit(std::move(edit));
}

void write(JsonWriter& json, const Field& field, const FieldValue& value) {
  const auto& values = std::get<Parts>(value).values;
  json.begin_object();
  for (std::size_t i = 0; i < field.parts.size() && i < values.size(); ++i) {
    json.key(field.parts[i].name);
    if (auto* text = std::get_if<std::string>(&values[i])) {
      json.text(*text);
    } else if (auto* number = std::get_if<std::int64_t>(&values[i])) {
      json.text(decimal_to_string(*number, field.parts[i].decimals));
    } else {
      json.null();
    }
  }
  json.end_object();
}

FieldValue recall(const Field& field, const JsonValue& json) {
  auto edit = read(field, json);
  if (!edit) return {};
  auto parts = std::get<PartsEdit>(std::move(*edit)).values;
  bool empty =
      std::ranges::all_of(parts.values, [](const auto& part) { return part.index() == 0; });
  return empty ? FieldValue{} : FieldValue(std::move(parts));
}

}  // namespace

const FieldKind kAddressKind{read, write, recall};

}  // namespace kontor::schema
