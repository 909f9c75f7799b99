#include "records/write/settle.h"

namespace kontor::records {

using schema::FieldValue;

namespace {

void note_touched(Item& item) {
  item.touched.clear();
  static const FieldValue kNothing;
  for (std::size_t i = 0; i < item.now.values.size(); ++i) {
    const FieldValue& before = item.old ? item.old->values[i] : kNothing;
    if (item.now.values[i] != before) item.touched.push_back(static_cast<int>(i));
  }
}

}  // namespace

void settle(Item& item, const Run& run) {
  // Set last, so that they alone do not count as a change.
  FieldValue changed_at, changed_by;
  if (item.old) {
    changed_at = item.old->values[static_cast<std::size_t>(item.shape->changed_at)];
    changed_by = item.old->values[static_cast<std::size_t>(item.shape->changed_by)];
  }
  item.value(item.shape->changed_at) = std::move(changed_at);
  item.value(item.shape->changed_by) = std::move(changed_by);
  make_names(*item.shape, item.now);
  note_touched(item);
  if (!item.writes()) return;
  item.now.version = item.old ? item.old->version + 1 : 1;
  item.value(item.shape->changed_at) = run.now.micros;
  auto by = run.actor.user.value;
  item.value(item.shape->changed_by) = by ? FieldValue(by) : FieldValue{};
}

}  // namespace kontor::records
