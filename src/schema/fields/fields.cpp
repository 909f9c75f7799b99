#include "schema/fields/fields.h"

#include "base/text.h"
#include "schema/fields/kinds.h"

namespace kontor::schema {
namespace {

const FieldKind& kind_of(const Field& field) {
  switch (field.type) {
    case FieldType::text:
      return kTextKind;
    case FieldType::long_text:
      return kLongTextKind;
    case FieldType::number:
      return kNumberKind;
    case FieldType::percent:
      return kNumberKind;
    case FieldType::money:
      return kMoneyKind;
    case FieldType::checkbox:
      return kCheckboxKind;
    case FieldType::date:
      return kDateKind;
    case FieldType::date_time:
      return kDateTimeKind;
    case FieldType::select:
      return kSelectKind;
    case FieldType::status:
      return kSelectKind;
    case FieldType::multi_select:
      return kMultiSelectKind;
    case FieldType::person_name:
      return kReadOnlyTextKind;
    case FieldType::auto_number:
      return kReadOnlyTextKind;
    case FieldType::emails:
      return kEmailKind;
    case FieldType::phones:
      return kPhoneKind;
    case FieldType::urls:
      return kUrlKind;
    case FieldType::postal_address:
      return kAddressKind;
    case FieldType::relation:
      return kRelationKind;
    case FieldType::user:
      return kRelationKind;
    case FieldType::instant_system:
      return kReadOnlyInstantKind;
    case FieldType::user_system:
      return kReadOnlyUserKind;
  }
  return kTextKind;
}

}  // namespace

Result<FieldEdit> from_wire(const Field& field, const JsonValue& json) {
  if (field.read_only) return bad_value("value.read_only", field);
  if (json.is_null()) {
    // A set of records is emptied, everything else has no value.
    if (field.type == FieldType::relation && field.has_many_values())
      return FieldEdit(ReferenceSet{true, {}, {}});
    return FieldEdit(FieldValue{});
  }
  return kind_of(field).read(field, json);
}

void to_wire(JsonWriter& json, const Field& field, const FieldValue& value) {
  if (!is_empty(value)) {
    kind_of(field).write(json, field, value);
  } else if (field.has_many_values()) {
    json.begin_array().end_array();
  } else {
    json.null();
  }
}

std::string to_wire(const Field& field, const FieldValue& value) {
  std::string out;
  JsonWriter json(out);
  to_wire(json, field, value);
  return out;
}

FieldValue from_history(const Field& field, const JsonValue& json) {
  if (json.is_null()) return {};
  return kind_of(field).recall(field, json);
}

Failure bad_value(std::string key, const Field& field, std::vector<ErrorParam> params) {
  return fail(Code::invalid, std::move(key), std::move(params), field.name);
}

Failure expected(std::string_view what, const Field& field, const JsonValue& json) {
  return bad_value("value.expected_" + std::string(what), field,
                   {{"kind", std::string(json.kind())}});
}

Result<std::string_view> bounded_text(const Field& field, const JsonValue& json,
                                      std::size_t limit) {
  auto text = json.text();
  if (!text) return expected("text", field, json);
  if (text->size() > limit * 4 || length(*text) > limit)
    return bad_value("value.too_long", field, {{"limit", std::to_string(limit)}});
  if (text->find('\0') != std::string_view::npos) return bad_value("value.nul", field);
  return *text;
}

}  // namespace kontor::schema
