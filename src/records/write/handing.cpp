#include "records/write/handing.h"

#include <algorithm>

#include "access/organisation/load.h"
#include "records/write/rights.h"

namespace kontor::records {
namespace {

using query::Action;

bool assigns_only(const Item& item) {
  bool owner = false;
  for (const auto& [place, edit] : item.edits) {
    owner |= place == item.shape->owner;
    if (place != item.shape->owner && place != item.shape->unit) return false;
  }
  return owner && item.links.empty() && !item.implied && item.op == Op::update && item.old &&
         !item.failed();
}

// From the queue to anybody; from somebody to the actor himself or to his people.
Result<bool> may_hand_to(Run& run, const Item& item) {
  if (!item.shape->owner_of(*item.old)) return true;
  const std::int64_t receiver = item.shape->owner_of(item.now);
  if (receiver == run.actor.user.value) return true;
  if (!run.workshop.organisations || !receiver) return false;
  const auto organisation = TRY(run.workshop.organisations->of(*run.tx));
  return std::ranges::binary_search(
      organisation->reports(run.actor.user.value, access::kAllLevels, run.now), receiver);
}

Result<void> check_edit(Run& run, Item& item) {
  const std::vector<Facts> facts{facts_of(*item.old)};
  if (TRY(admitted(run, *item.object, Action::edit, facts)).empty()) {
    refuse(item, {Code::forbidden, "access.edit"});
    return {};
  }
  const auto modes = TRY(field_modes(run, *item.object, facts)).front();
  for (const auto& [place, edit] : item.edits)
    if (modes.at(static_cast<std::size_t>(place)) != query::Mode::edit)
      refuse(item, {Code::forbidden, "access.field", {}, item.field(place).name});
  return {};
}

}  // namespace

Result<void> find_handed(Run& run, const std::vector<Item*>& items) {
  std::vector<Item*> candidates;
  std::ranges::copy_if(items, std::back_inserter(candidates),
                       [](const Item* item) { return assigns_only(*item); });
  if (candidates.empty() || run.by_system()) return {};
  std::vector<Facts> facts;
  for (const Item* item : candidates) facts.push_back(facts_of(*item->old));
  const auto allowed = TRY(admitted(run, *candidates.front()->object, Action::assign, facts));
  for (Item* item : candidates) item->handed = contains(allowed, item->id.value);
  return {};
}

Result<void> check_handed(Run& run, const std::vector<Item*>& items) {
  for (Item* item : items) {
    if (!item->handed || item->failed() || TRY(may_hand_to(run, *item))) continue;
    item->handed = false;
    TRY(check_edit(run, *item));
  }
  return {};
}

}  // namespace kontor::records
