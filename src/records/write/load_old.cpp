// The records as they are, locked in order of their ids. Errors: record.not_found.
#include "records/write/load_old.h"

#include <algorithm>

namespace kontor::records {
namespace {

// A record to restore lies in the trash, every other lives. Restoring what lives changes nothing.
void settle_state(Item& item) {
  bool deleted = item.shape->is_deleted(*item.old);
  if (deleted && item.op != Op::restore) {
    refuse(item, {Code::not_found, "record.not_found"});
  } else if (!deleted && item.op == Op::restore) {
    item.op = Op::update;
    item.edits.clear();
  }
}

void start_new(Item& item, const Run& run) {
  item.now.id = item.id;
  item.now.values.resize(item.object->fields.size());
  auto set = [&](int place, std::int64_t value) {
    if (value) item.value(place) = value;
  };
  set(item.shape->created_at, run.now.micros);
  set(item.shape->created_by, run.actor.user.value);
  for (int place : item.shape->single) {
    if (item.field(place).type == schema::FieldType::checkbox) item.value(place) = std::int64_t{0};
  }
}

}  // namespace

Result<void> load_items(Run& run, const std::vector<Item*>& items) {
  std::vector<std::int64_t> ids;
  for (Item* item : items) {
    if (item->op == Op::create) {
      start_new(*item, run);
    } else {
      ids.push_back(item->id.value);
    }
  }
  if (ids.empty()) return {};
  auto records =
      TRY(load_records(*run.tx, *items.front()->shape, make_set(std::move(ids)), Lock::update));
  for (Item* item : items) {
    if (item->op == Op::create) continue;
    auto found = std::ranges::lower_bound(records, item->id, {}, &Record::id);
    if (found == records.end() || found->id != item->id) {
      refuse(*item, {Code::not_found, "record.not_found"});
      continue;
    }
    item->now = *found;
    item->old = std::move(*found);
    settle_state(*item);
  }
  return {};
}

Result<void> load_old(Run& run) {
  for (const auto& items : live_by_object(run)) TRY(load_items(run, items));
  return {};
}

}  // namespace kontor::records
