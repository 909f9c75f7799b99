// May the actor do this with the records as they are? What may not be seen does not exist. Errors:
// record.not_found, access.create, access.edit, access.remove, access.field.
#include <algorithm>

#include "records/write/handing.h"
#include "records/write/load_old.h"
#include "records/write/rights.h"

namespace kontor::records {

using query::Action;

namespace {

Result<void> require(Run& run, const std::vector<Item*>& items, Action action, const Error& error) {
  std::vector<Facts> facts;
  for (Item* item : items) facts.push_back(facts_of(*item->old));
  if (facts.empty()) return {};
  auto allowed = TRY(admitted(run, *items.front()->object, action, facts));
  for (Item* item : items) {
    if (!contains(allowed, item->id.value)) refuse(*item, error);
  }
  return {};
}

// An item's fields may be edited one by one; those that only the program writes by the program.
Result<void> require_fields(Run& run, const std::vector<Item*>& items) {
  if (items.empty() || run.by_system()) return {};
  const schema::Object& object = *items.front()->object;
  std::vector<Facts> facts;
  for (Item* item : items) facts.push_back(facts_of(*item->old));
  const auto modes = TRY(field_modes(run, object, facts));
  for (std::size_t i = 0; i < items.size(); ++i) {
    for (const auto& [place, edit] : items[i]->edits)
      if (modes[i].at(static_cast<std::size_t>(place)) != query::Mode::edit)
        refuse(*items[i], {Code::forbidden, "access.field", {}, items[i]->field(place).name});
  }
  return {};
}

template <class Keep>
std::vector<Item*> those(const std::vector<Item*>& items, Keep keep) {
  std::vector<Item*> kept;
  std::ranges::copy_if(items, std::back_inserter(kept),
                       [&](Item* item) { return !item->failed() && keep(*item); });
  return kept;
}

}  // namespace

Result<void> authorize_items(Run& run, const std::vector<Item*>& items) {
  const schema::Object& object = *items.front()->object;
  auto stored = those(items, [](const Item& item) { return item.old.has_value(); });
  TRY(require(run, stored, Action::see, {Code::not_found, "record.not_found"}));

  TRY(find_handed(run, those(stored, [](const Item&) { return true; })));
  auto edited =
      those(stored, [](const Item& item) { return item.op == Op::update && !item.handed; });
  TRY(require(run, edited, Action::edit, {Code::forbidden, "access.edit"}));
  auto removed = those(stored, [](const Item& item) { return item.op != Op::update; });
  TRY(require(run, removed, Action::remove, {Code::forbidden, "access.remove"}));
  TRY(require_fields(run, those(edited, [](const Item&) { return true; })));

  bool create = run.rights->may(object, Action::create);
  for (Item* item : items) {
    if (item->op == Op::create && !item->failed() && !create)
      refuse(*item, {Code::forbidden, "access.create"});
  }
  return {};
}

Result<void> authorize_old(Run& run) {
  for (const auto& items : live_by_object(run)) TRY(authorize_items(run, items));
  return {};
}

}  // namespace kontor::records
