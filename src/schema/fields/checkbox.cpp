// checkbox: true or false, never empty.
#include "schema/fields/kinds.h"

namespace kontor::schema {
namespace {

Result<FieldEdit> read(const Field& field, const JsonValue& json) {
  auto flag = json.boolean();
  if (!flag) return expected("boolean", field, json);
  return FieldEdit(FieldValue(std::int64_t{*flag}));
}

void write(JsonWriter& json, const Field&, const FieldValue& value) {
  json.boolean(std::get<std::int64_t>(value) != 0);
}

}  // namespace

const FieldKind kCheckboxKind{read, write, recall_by_reading<read>};

}  // namespace kontor::schema
