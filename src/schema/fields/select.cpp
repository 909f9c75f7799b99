// select, status: one option by key; multi_select: several.
#include <algorithm>

#include "base/text.h"
#include "schema/fields/kinds.h"

namespace kontor::schema {
namespace {

// Tags are known to people by their label.
const Option* find_label(const Field& field, std::string_view text) {
  std::string folded = fold_case(trim(text));
  auto found = std::ranges::find_if(field.options, [&](const Option& option) {
    return fold_case(option.label.de) == folded || fold_case(option.label.en) == folded;
  });
  return found == field.options.end() ? nullptr : &*found;
}

Result<std::int64_t> option_id(const Field& field, const JsonValue& json) {
  auto key = json.text();
  if (!key) return expected("option", field, json);
  const Option* option = field.option(*key);
  if (!option && field.open_options) option = find_label(field, *key);
  if (!option || option->archived) {
    return bad_value("value.unknown_option", field, {{"value", std::string(key->substr(0, 100))}});
  }
  return option->id;
}

Result<FieldEdit> read_one(const Field& field, const JsonValue& json) {
  if (json.text() == "") return FieldEdit(FieldValue{});
  return FieldEdit(FieldValue(TRY(option_id(field, json))));
}

void write_one(JsonWriter& json, const Field& field, const FieldValue& value) {
  const Option* option = field.option(static_cast<int>(std::get<std::int64_t>(value)));
  option ? json.text(option->key) : json.null();
}

// Archived options are still understood.
FieldValue recall_one(const Field& field, const JsonValue& json) {
  auto key = json.text();
  const Option* option = key ? field.option(*key) : nullptr;
  return option ? FieldValue(std::int64_t{option->id}) : FieldValue{};
}

Ids distinct(Ids ids) {
  std::ranges::sort(ids);
  ids.erase(std::ranges::unique(ids).begin(), ids.end());
  return ids;
}

FieldValue ids_value(Ids ids) {
  ids = distinct(std::move(ids));
  return ids.empty() ? FieldValue{} : FieldValue(std::move(ids));
}

Result<Ids> read_ids(const Field& field, const JsonValue& json) {
  if (!json.is_array()) return expected("list", field, json);
  if (json.items().size() > kMaxOptions)
    return bad_value("value.too_many", field, {{"limit", std::to_string(kMaxOptions)}});
  Ids ids;
  for (const auto& item : json.items()) ids.push_back(TRY(option_id(field, item)));
  return distinct(std::move(ids));
}

// What comes and what goes; what is named in both comes.
Result<FieldEdit> read_changes(const Field& field, const JsonValue& json) {
  OptionsEdit edit;
  for (const auto& member : json.members()) {
    if (member.name == "add") {
      edit.add = TRY(read_ids(field, member.value));
    } else if (member.name == "remove") {
      edit.remove = TRY(read_ids(field, member.value));
    } else {
      return bad_value("value.unknown_part", field, {{"part", member.name.substr(0, 100)}});
    }
  }
  std::erase_if(edit.remove, [&](auto id) { return std::ranges::binary_search(edit.add, id); });
  return FieldEdit(std::move(edit));
}

Result<FieldEdit> read_many(const Field& field, const JsonValue& json) {
  if (json.is_object()) return read_changes(field, json);
  return FieldEdit(ids_value(TRY(read_ids(field, json))));
}

void write_many(JsonWriter& json, const Field& field, const FieldValue& value) {
  json.begin_array();
  for (auto id : std::get<Ids>(value)) {
    if (const Option* option = field.option(static_cast<int>(id))) json.text(option->key);
  }
  json.end_array();
}

FieldValue recall_many(const Field& field, const JsonValue& json) {
  Ids ids;
  for (const auto& item : json.items()) {
    auto one = recall_one(field, item);
    if (!is_empty(one)) ids.push_back(std::get<std::int64_t>(one));
  }
  return ids_value(std::move(ids));
}

}  // namespace

const FieldKind kSelectKind{read_one, write_one, recall_one};
const FieldKind kMultiSelectKind{read_many, write_many, recall_many};

}  // namespace kontor::schema
