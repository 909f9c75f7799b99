// Events in the outbox: one for each record; one for all of an object when there are many.
#include "records/write/announce.h"

#include <algorithm>

#include "events/outbox.h"
#include "records/write/run.h"

namespace kontor::records {
namespace {

std::string action_of(const Item& item) {
  switch (item.op) {
    case Op::create:
      return "create";
    case Op::update:
      return "update";
    case Op::remove:
      return "delete";
    case Op::restore:
      return "restore";
  }
  return "update";
}

events::Event record_event(const Run& run, const Item& item) {
  events::Event event;
  event.kind = events::EventKind::record;
  event.object = item.object->id;
  event.record = item.id;
  event.version = item.now.version;
  event.action = action_of(item);
  event.zk = item.now.zk;
  event.zk_before = item.old ? item.old->zk : 0;
  event.actor = run.actor.user;
  return event;
}

events::Event beside_event(const Run& run, const AlsoChanged& also) {
  events::Event event;
  event.object = also.object;
  event.record = RecordId{also.id};
  event.version = also.version;
  event.action = "update";
  event.zk = event.zk_before = also.zk;
  event.actor = run.actor.user;
  return event;
}

// The class of all records of a slice before and after, where they have but one: then it decides
// who is told.
std::int64_t common_class(const std::vector<Item*>& items) {
  const std::int64_t zk = items.front()->now.zk;
  const bool common = std::ranges::all_of(items, [&](const Item* item) {
    return item->now.zk == zk && (!item->old || item->old->zk == zk);
  });
  return common ? zk : 0;
}

std::int64_t common_class(const std::vector<AlsoChanged>& all) {
  const std::int64_t zk = all.front().zk;
  const bool common =
      std::ranges::all_of(all, [&](const AlsoChanged& also) { return also.zk == zk; });
  return common ? zk : 0;
}

events::Event slice_event(const Run& run, int object, std::int64_t zk) {
  events::Event event;
  event.kind = events::EventKind::slice;
  event.object = object;
  event.record = run.change;
  event.zk = zk;
  event.action = to_string(run.batch.reason);
  event.actor = run.actor.user;
  return event;
}

}  // namespace

Result<void> announce(Run& run) {
  std::vector<events::Event> all;
  for (auto items : live_by_object(run)) {
    std::erase_if(items, [](const Item* item) { return !item->writes(); });
    if (items.size() <= kToldSingly && run.batch.reason != Reason::import) {
      for (Item* item : items) all.push_back(record_event(run, *item));
    } else if (!items.empty()) {
      all.push_back(slice_event(run, items.front()->object->id, common_class(items)));
    }
  }
  if (run.also.size() > kToldSingly) {
    all.push_back(slice_event(run, run.also.front().object, common_class(run.also)));
  } else {
    for (const AlsoChanged& also : run.also) all.push_back(beside_event(run, also));
  }
  return events::append(*run.tx, run.workshop.ids, all);
}

}  // namespace kontor::records
