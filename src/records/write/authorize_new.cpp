// May the actor have made the records what they are becoming? Classes and fields are decided here,
// before anything is written; what depends on single rows in `recheck`. Errors: access.edit,
// access.assign, access.field.
#include <algorithm>

#include "records/write/classes.h"
#include "records/write/rights.h"

namespace kontor::records {

using query::Action;

namespace {

bool is_touched(const Item& item, int place) {
  return std::ranges::binary_search(item.touched, place);
}

bool is_assigned(const Item& item) {
  return item.old && (is_touched(item, item.shape->owner) || is_touched(item, item.shape->unit));
}

// Giving a record to someone else, or to another unit, needs a right of its own, on the record as
// it was.
Result<void> check_assignment(Run& run, const std::vector<Item*>& items) {
  std::vector<Facts> facts;
  for (Item* item : items) {
    if (is_assigned(*item)) facts.push_back(facts_of(*item->old));
  }
  if (facts.empty()) return {};
  auto allowed = TRY(admitted(run, *items.front()->object, Action::assign, facts));
  for (Item* item : items) {
    if (!is_assigned(*item) || contains(allowed, item->id.value)) continue;
    const bool owner = is_touched(*item, item->shape->owner);
    refuse(*item, {Code::forbidden, "access.assign", {}, owner ? "owner" : "unit"});
  }
  return {};
}

// A new record's fields are those of its class. Defaults fill what its maker may not.
Result<void> check_new_fields(Run& run, Item& item) {
  for (int place : item.given) {
    auto mode = TRY(field_mode(run, *item.object, place, {0, item.now.zk}));
    if (mode != query::Mode::edit)
      refuse(item, {Code::forbidden, "access.field", {}, item.field(place).name});
  }
  return {};
}

}  // namespace

Result<void> authorize_new(Run& run) {
  bool made = false;
  auto groups = live_by_object(run);
  for (const auto& items : groups) made |= TRY(assign_classes(run, items));
  if (made) TRY(renew_rights(run));
  for (const auto& items : groups) {
    TRY(check_assignment(run, items));
    for (Item* item : items) {
      if (item->op == Op::create && !item->failed()) TRY(check_new_fields(run, *item));
      bool moved = item->op == Op::update && item->old && item->old->zk != item->now.zk;
      if (!moved || item->failed() || TRY(rows_decide(run, *item->object, Action::edit))) continue;
      if (!TRY(class_admits(run, *item->object, Action::edit, item->now.zk)))
        refuse(*item, {Code::forbidden, "access.edit"});
    }
  }
  return {};
}

}  // namespace kontor::records
