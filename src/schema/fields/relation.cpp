// relation and user: records named by id ("7123", {"id": "7123"}) or exact title ({"title":
// "..."}).
#include <algorithm>

#include "base/text.h"
#include "schema/fields/kinds.h"

namespace kontor::schema {
namespace {

Result<Reference> read_reference(const Field& field, const JsonValue& json) {
  const JsonValue* id = json.text() ? &json : json.find("id");
  if (id && id->text()) {
    auto parsed = parse_id(*id->text());
    if (!parsed)
      return bad_value("value.not_an_id", field,
                       {{"value", std::string(id->text()->substr(0, 40))}});
    return Reference{*parsed};
  }
  if (const JsonValue* title = json.find("title")) {
    std::string text = tidy_line(TRY(bounded_text(field, *title, kMaxText)));
    if (!text.empty()) return Reference{{}, std::move(text)};
  }
  return expected("record", field, json);
}

Result<std::vector<Reference>> read_list(const Field& field, const JsonValue& json) {
  if (!json.is_array()) return expected("list", field, json);
  if (json.items().size() > kMaxReferences)
    return bad_value("value.too_many", field, {{"limit", std::to_string(kMaxReferences)}});
  std::vector<Reference> list;
  for (const auto& item : json.items()) list.push_back(TRY(read_reference(field, item)));
  return list;
}

Result<FieldEdit> read_set(const Field& field, const JsonValue& json) {
  ReferenceSet set;
  if (json.is_array()) {
    set.whole = true;
    set.add = TRY(read_list(field, json));
    return FieldEdit(std::move(set));
  }
  if (!json.is_object()) return expected("list", field, json);
  for (const auto& member : json.members()) {
    if (member.name == "add") {
      set.add = TRY(read_list(field, member.value));
    } else if (member.name == "remove") {
      set.remove = TRY(read_list(field, member.value));
    } else {
      return bad_value("value.unknown_part", field, {{"part", member.name.substr(0, 100)}});
    }
  }
  return FieldEdit(std::move(set));
}

Result<FieldEdit> read(const Field& field, const JsonValue& json) {
  if (field.has_many_values()) return read_set(field, json);
  if (json.text() == "") return FieldEdit(FieldValue{});
  return FieldEdit(TRY(read_reference(field, json)));
}

Result<FieldEdit> refuse(const Field& field, const JsonValue&) {
  return bad_value("value.read_only", field);
}

void write(JsonWriter& json, const Field&, const FieldValue& value) {
  if (auto* id = std::get_if<std::int64_t>(&value)) {
    json.text(std::to_string(*id));
    return;
  }
  json.begin_array();
  for (auto id : std::get<Ids>(value)) json.text(std::to_string(id));
  json.end_array();
}

FieldValue recall(const Field&, const JsonValue& json) {
  if (auto text = json.text()) {
    auto id = parse_id(*text);
    return id ? FieldValue(id->value) : FieldValue{};
  }
  Ids ids;
  for (const auto& item : json.items()) {
    auto id = item.text() ? parse_id(*item.text()) : std::nullopt;
    if (id) ids.push_back(id->value);
  }
  std::ranges::sort(ids);
  return ids.empty() ? FieldValue{} : FieldValue(std::move(ids));
}

}  // namespace

const FieldKind kRelationKind{read, write, recall};
const FieldKind kReadOnlyUserKind{refuse, write, recall};

}  // namespace kontor::schema
