// May the actor have made the records what they are becoming? Classes and fields are decided here,
// before anything is written; what depends on single rows in `recheck`. Errors: access.create,
// access.edit, access.assign, access.field.
#include <algorithm>

#include "records/write/classes.h"
#include "records/write/handing.h"
#include "records/write/rights.h"

namespace kontor::records {

using query::Action;

namespace {

bool is_touched(const Item& item, int place) {
  return std::ranges::binary_search(item.touched, place);
}

// Giving a record to someone else, or to another unit, needs a right of its own, on the record as
// it was.
bool is_assigned(const Item& item) {
  return item.old && (is_touched(item, item.shape->owner) || is_touched(item, item.shape->unit));
}

Result<void> check_assignment(Run& run, const std::vector<Item*>& items) {
  std::vector<Facts> facts;
  for (Item* item : items) {
    if (is_assigned(*item)) facts.push_back(facts_of(*item->old));
  }
  if (facts.empty()) return {};
  auto allowed = TRY(admitted(run, *items.front()->object, Action::assign, facts));
  for (Item* item : items) {
    if (is_assigned(*item) && !contains(allowed, item->id.value))
      refuse(*item, {Code::forbidden, "access.assign", {}, "owner"});
  }
  return {};
}

// A new record's fields are those of its class. Defaults fill what its maker may not.
Result<void> check_new_fields(Run& run, Item& item) {
  const auto modes = TRY(modes_for_new(run, *item.object, item.now.zk));
  for (int place : item.given) {
    if (modes.at(static_cast<std::size_t>(place)) != query::Mode::edit)
      refuse(item, {Code::forbidden, "access.field", {}, item.field(place).name});
  }
  return {};
}

// A record may only be created as what its maker may create.
Result<void> check_new(Run& run, Item& item) {
  if (!TRY(rows_decide(run, *item.object, Action::create)) &&
      !TRY(class_admits(run, *item.object, Action::create, item.now.zk))) {
    refuse(item, {Code::forbidden, "access.create"});
    return {};
  }
  return check_new_fields(run, item);
}

}  // namespace

Result<void> authorize_new(Run& run) {
  bool made = false;
  auto groups = live_by_object(run);
  for (const auto& items : groups) made |= TRY(assign_classes(run, items));
  if (made) TRY(renew_rights(run));
  for (const auto& items : groups) {
    TRY(check_handed(run, items));
    TRY(check_assignment(run, items));
    for (Item* item : items) {
      if (item->op == Op::create && !item->failed()) TRY(check_new(run, *item));
      bool moved =
          item->op == Op::update && item->old && item->old->zk != item->now.zk && !item->handed;
      if (!moved || item->failed() || TRY(rows_decide(run, *item->object, Action::edit))) continue;
      if (!TRY(class_admits(run, *item->object, Action::edit, item->now.zk)))
        refuse(*item, {Code::forbidden, "access.edit"});
    }
  }
  return {};
}

}  // namespace kontor::records
