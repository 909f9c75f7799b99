// Where a record belongs: unit and organisation follow its owner unless the unit is named, the
// territory follows from the postal code of its address, else from its company or person. Rights
// look at these; nobody has to remember to fill them.
#include <algorithm>
#include <map>
#include <unordered_map>

#include "access/organisation/load.h"
#include "records/write/classes.h"
#include "records/write/distribute.h"
#include "records/write/rights.h"
#include "records/write/run.h"
#include "records/write/settle.h"
#include "storage/dialect.h"

namespace kontor::records {
namespace {

using access::Organisation;
using schema::Field;
using schema::FieldType;
using schema::FieldValue;

constexpr std::string_view kNeighbours[] = {"company", "person"};

FieldValue or_empty(std::int64_t id) {
  return id ? FieldValue(id) : FieldValue{};
}

bool was_touched(const Item& item, int place) {
  return std::ranges::binary_search(item.touched, place);
}

bool names(const Item& item, int place) {
  return std::ranges::find(item.edits, place, [](const auto& edit) { return edit.first; }) !=
         item.edits.end();
}

int place_of(const Item& item, const Field& field) {
  return static_cast<int>(&field - item.object->fields.data());
}

// Fields from which the territory follows.
std::vector<const Field*> sources(const schema::Object& object) {
  std::vector<const Field*> found;
  for (const Field& field : object.fields)
    if (field.type == FieldType::postal_address && !field.archived) found.push_back(&field);
  for (std::string_view name : kNeighbours) {
    const Field* field = object.field(name);
    if (field && field->type == FieldType::relation && !field->has_many_values() &&
        !field->archived && field->relation.target == name)
      found.push_back(field);
  }
  return found;
}

std::string_view part_of(const Field& field, const FieldValue& value, std::string_view name) {
  auto* parts = std::get_if<schema::Parts>(&value);
  const schema::FieldPart* part = field.part(name);
  if (!parts || !part) return {};
  auto* text =
      std::get_if<std::string>(&parts->values[static_cast<std::size_t>(part - field.parts.data())]);
  return text ? std::string_view(*text) : std::string_view();
}

// The territories of records that others take theirs from. Those the batch itself changes stand in
// it, all others are read an object at a time: one by one they would be as many round trips as
// records.
class Neighbours {
 public:
  explicit Neighbours(Run& run) : run_(run) {}

  void expect(const std::string& object, std::int64_t id) { ids_[object].push_back(id); }

  Result<void> read() {
    for (const Item& item : run_.items)
      if (ids_.contains(item.object->name)) changed_.emplace(item.id.value, &item);
    for (auto& [object, ids] : ids_) {
      std::erase_if(ids, [&](std::int64_t id) { return in_batch(object, id) != nullptr; });
      if (ids.empty()) continue;
      const schema::Object* target = run_.catalogue().object(object);
      TRY(run_.tx->each({"SELECT id, territory FROM " + target->table + " WHERE " +
                             storage::in_ints(run_.tx->engine(), "id"),
                         {make_set(std::move(ids))}},
                        [&](const storage::Row& row) {
                          stored_[row.integer(0)] = row.integer(1);
                          return true;
                        }));
    }
    return {};
  }

  // 0: none. It may have been made by this batch a moment ago.
  std::int64_t territory_of(const std::string& object, std::int64_t id) const {
    if (const Item* item = in_batch(object, id))
      return item->shape->id_at(item->shape->territory, item->now);
    const auto stored = stored_.find(id);
    return stored == stored_.end() ? 0 : stored->second;
  }

 private:
  const Item* in_batch(const std::string& object, std::int64_t id) const {
    const auto found = changed_.find(id);
    const bool there = found != changed_.end() && found->second->object->name == object;
    return there && !found->second->failed() ? found->second : nullptr;
  }

  Run& run_;
  std::map<std::string, std::vector<std::int64_t>> ids_;
  std::unordered_map<std::int64_t, const Item*> changed_;
  std::unordered_map<std::int64_t, std::int64_t> stored_;
};

class Places {
 public:
  Places(Run& run, const Organisation& organisation)
      : run_(run), organisation_(organisation), neighbours_(run) {}

  void belong(Item& item) {
    const RowShape& shape = *item.shape;
    const bool made = item.op == Op::create;
    const bool owner = made || was_touched(item, shape.owner);
    const bool unit = was_touched(item, shape.unit);
    if (owner && !(unit && names(item, shape.unit)))
      item.value(shape.unit) =
          or_empty(organisation_.main_unit(shape.owner_of(item.now), run_.now));
    if (!owner && !unit && !asked_again(item)) return;
    const auto* of = organisation_.unit(shape.id_at(shape.unit, item.now));
    item.value(shape.organisation) = or_empty(of ? of->company : 0);
  }

  // Before the items are located.
  Result<void> look_around(const std::vector<Item*>& items) {
    for (Item* item : items) {
      const auto from = sources(*item->object);
      if (!moved(*item, from)) continue;
      for (const Field* field : from)
        if (const auto* id = std::get_if<std::int64_t>(&item->value(place_of(*item, *field))))
          neighbours_.expect(field->relation.target, *id);
    }
    return neighbours_.read();
  }

  void locate(Item& item) {
    const auto from = sources(*item.object);
    if (!moved(item, from)) return;
    std::int64_t territory = 0;
    for (const Field* field : from) {
      territory = territory_by(item, *field);
      if (territory) break;
    }
    item.value(item.shape->territory) = or_empty(territory);
  }

 private:
  bool asked_again(const Item& item) const {
    return !item.implied && run_.batch.changes[item.change].place_again;
  }

  bool moved(const Item& item, const std::vector<const Field*>& from) const {
    return asked_again(item) || std::ranges::any_of(from, [&](const Field* field) {
             return was_touched(item, place_of(item, *field));
           });
  }

  std::int64_t territory_by(Item& item, const Field& field) const {
    const FieldValue& value = item.value(place_of(item, field));
    if (field.type == FieldType::postal_address)
      return organisation_.territory_for(part_of(field, value, "country"),
                                         part_of(field, value, "postal_code"));
    auto* id = std::get_if<std::int64_t>(&value);
    return id ? neighbours_.territory_of(field.relation.target, *id) : 0;
  }

  Run& run_;
  const Organisation& organisation_;
  Neighbours neighbours_;
};

Result<void> add_tasks(Run& run, Places& places, std::vector<Item> tasks) {
  if (tasks.empty()) return {};
  std::vector<Item*> made;
  const std::size_t first = run.items.size();
  for (Item& task : tasks) run.items.push_back(std::move(task));
  for (std::size_t i = first; i < run.items.size(); ++i) {
    Item& task = run.items[i];
    places.belong(task);
    settle(task, run);
    made.push_back(&task);
  }
  if (TRY(assign_classes(run, made))) TRY(renew_rights(run));
  return {};
}

// Those others look at first.
int rank(const Item& item) {
  auto found = std::ranges::find(kNeighbours, item.object->name);
  return static_cast<int>(found - std::begin(kNeighbours));
}

}  // namespace

Result<void> place(Run& run) {
  if (!run.workshop.organisations) return {};
  const auto organisation = TRY(run.workshop.organisations->of(*run.tx));
  Places places(run, *organisation);
  auto items = live(run);
  std::erase_if(items, [](const Item* item) { return item->op == Op::remove; });
  std::ranges::stable_sort(items, {}, [](const Item* item) { return rank(*item); });
  TRY(places.look_around(items));
  for (Item* item : items) {
    places.locate(*item);
    places.belong(*item);
    settle(*item, run);
  }
  return {};
}

// After its maker's rights were asked: whoever may create a lead need not be able to keep it.
Result<void> distribute(Run& run) {
  if (!run.workshop.organisations) return {};
  const auto organisation = TRY(run.workshop.organisations->of(*run.tx));
  const auto blocks = TRY(run.blocks->of(*run.tx, run.shapes->catalogue()));
  const bool off = organisation->data().distribution == access::Distribution::off;
  if (off && blocks->all.empty()) return {};
  Places places(run, *organisation);
  Distributor distributor(run, *organisation, *blocks);
  std::vector<Item> tasks;
  for (const auto& items : live_by_object(run)) {
    std::vector<Item*> given;
    for (Item* item : items) {
      if (!TRY(distributor.distribute(*item))) continue;
      settle(*item, run);
      if (item->shape->owner_of(item->now)) places.belong(*item);  // a queue is where it came in
      settle(*item, run);
      given.push_back(item);
      if (!item->shape->owner_of(item->now)) continue;
      if (auto task = TRY(task_for(run, *blocks, *item))) tasks.push_back(*std::move(task));
    }
    if (given.empty()) continue;
    const bool made = TRY(assign_classes(run, given));
    if (made) TRY(renew_rights(run));
  }
  return add_tasks(run, places, std::move(tasks));
}

}  // namespace kontor::records
