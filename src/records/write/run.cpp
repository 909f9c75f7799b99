#include "records/write/run.h"

#include <algorithm>

#include "records/write/counters.h"

namespace kontor::records {

Run::Run(const Workshop& workshop, const auth::Actor& actor, const Batch& batch)
    : workshop(workshop), actor(actor), batch(batch), now(workshop.clock.now()) {}

Run::~Run() = default;

std::vector<Item*> live(Run& run) {
  std::vector<Item*> items;
  items.reserve(run.items.size());
  for (auto& item : run.items) {
    if (!item.failed()) items.push_back(&item);
  }
  return items;
}

std::vector<std::vector<Item*>> live_by_object(Run& run) {
  auto items = live(run);
  std::ranges::stable_sort(
      items, {}, [](const Item* item) { return std::pair(item->object->id, item->id.value); });
  std::vector<std::vector<Item*>> groups;
  for (Item* item : items) {
    if (groups.empty() || groups.back().front()->object != item->object) groups.emplace_back();
    groups.back().push_back(item);
  }
  return groups;
}

void refuse(Item& item, Error error) {
  item.outcome.errors.push_back(std::move(error));
}

void share_failures(Run& run) {
  for (auto& item : run.items) {
    if (!item.implied || !item.failed()) continue;
    Item& asked = run.items[item.change];
    if (asked.failed()) continue;
    Error error = item.outcome.errors.front();
    if (error.code == Code::not_found) error = {Code::invalid, "relation.not_found"};
    refuse(asked, std::move(error));
  }
  for (auto& item : run.items) {
    if (item.implied && !item.failed() && run.items[item.change].failed())
      refuse(item, run.items[item.change].outcome.errors.front());
  }
}

}  // namespace kontor::records
