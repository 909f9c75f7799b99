#include "records/write/settle.h"

namespace kontor::records {

using schema::FieldValue;

namespace {

std::string joined_name(const Item& item, const schema::Field& field) {
  std::string name;
  for (const auto& part : field.name_parts) {
    const schema::Field* source = item.object->field(part);
    if (!source) continue;
    const auto& value = item.value(static_cast<int>(source - item.object->fields.data()));
    auto* text = std::get_if<std::string>(&value);
    if (!text) continue;
    if (!name.empty()) name += ' ';
    name += *text;
  }
  return name;
}

void note_touched(Item& item) {
  item.touched.clear();
  static const FieldValue kNothing;
  for (std::size_t i = 0; i < item.now.values.size(); ++i) {
    const FieldValue& before = item.old ? item.old->values[i] : kNothing;
    if (item.now.values[i] != before) item.touched.push_back(static_cast<int>(i));
  }
}

}  // namespace

void make_names(Item& item) {
  for (int place : item.shape->single) {
    const auto& field = item.field(place);
    if (field.type != schema::FieldType::person_name) continue;
    std::string name = joined_name(item, field);
    item.value(place) = name.empty() ? FieldValue{} : FieldValue(std::move(name));
  }
}

void settle(Item& item, const Run& run) {
  // Set last, so that they alone do not count as a change.
  FieldValue changed_at, changed_by;
  if (item.old) {
    changed_at = item.old->values[static_cast<std::size_t>(item.shape->changed_at)];
    changed_by = item.old->values[static_cast<std::size_t>(item.shape->changed_by)];
  }
  item.value(item.shape->changed_at) = std::move(changed_at);
  item.value(item.shape->changed_by) = std::move(changed_by);
  make_names(item);
  note_touched(item);
  if (!item.writes()) return;
  item.now.version = item.old ? item.old->version + 1 : 1;
  item.value(item.shape->changed_at) = run.now.micros;
  auto by = run.actor.user.value;
  item.value(item.shape->changed_by) = by ? FieldValue(by) : FieldValue{};
}

}  // namespace kontor::records
