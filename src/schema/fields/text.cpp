// text, long_text; and texts the server makes (person_name, auto_number).
#include "base/text.h"

#include "schema/fields/kinds.h"

namespace kontor::schema {
namespace {

FieldValue text_value(std::string text) {
  return text.empty() ? FieldValue{} : FieldValue(std::move(text));
}

Result<FieldEdit> read_line(const Field& field, const JsonValue& json) {
  auto text = TRY(bounded_text(field, json, kMaxText));
  return FieldEdit(text_value(tidy_line(text)));
}

Result<FieldEdit> read_long(const Field& field, const JsonValue& json) {
  auto text = TRY(bounded_text(field, json, kMaxLongText));
  return FieldEdit(text_value(tidy_text(text)));
}

Result<FieldEdit> refuse(const Field& field, const JsonValue&) {
  return bad_value("value.read_only", field);
}

void write(JsonWriter& json, const Field&, const FieldValue& value) {
  json.text(std::get<std::string>(value));
}

FieldValue recall(const Field&, const JsonValue& json) {
  auto text = json.text();
  return text ? text_value(std::string(*text)) : FieldValue{};
}

}  // namespace

const FieldKind kTextKind{read_line, write, recall};
const FieldKind kLongTextKind{read_long, write, recall};
const FieldKind kReadOnlyTextKind{refuse, write, recall};

}  // namespace kontor::schema
