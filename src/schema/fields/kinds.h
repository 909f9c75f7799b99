// The functions of each field type; fields.cpp puts them into one table.
//   read    a value from a request
//   write   a value that is not empty, in wire form
//   recall  what write wrote, as a value again; empty when it means nothing any more
#pragma once

#include "schema/fields/fields.h"

namespace kontor::schema {

struct FieldKind {
  Result<FieldEdit> (*read)(const Field&, const JsonValue&);
  void (*write)(JsonWriter&, const Field&, const FieldValue&);
  FieldValue (*recall)(const Field&, const JsonValue&);
};

extern const FieldKind kTextKind, kLongTextKind, kNumberKind, kMoneyKind, kCheckboxKind, kDateKind,
    kDateTimeKind, kSelectKind, kMultiSelectKind, kEmailKind, kPhoneKind, kUrlKind, kAddressKind,
    kRelationKind, kReadOnlyTextKind, kReadOnlyInstantKind, kReadOnlyUserKind;

// --- Shared by the types.

Failure bad_value(std::string key, const Field& field, std::vector<ErrorParam> params = {});
// The value is of the wrong JSON kind: "value.expected_text" and the like.
Failure expected(std::string_view what, const Field& field, const JsonValue& json);

// Text of at most `limit` code points without NUL, or why not. The caller tidies it.
Result<std::string_view> bounded_text(const Field& field, const JsonValue& json, std::size_t limit);

// For types whose wire form can be read back as it stands: read, or empty.
template <Result<FieldEdit> (*Read)(const Field&, const JsonValue&)>
FieldValue recall_by_reading(const Field& field, const JsonValue& json) {
  auto edit = Read(field, json);
  if (!edit) return {};
  auto* value = std::get_if<FieldValue>(&*edit);
  return value ? std::move(*value) : FieldValue{};
}

}  // namespace kontor::schema
