// Where a record belongs: unit and organisation follow its owner unless the unit is named, the
// territory follows from the postal code of its address, else from its company or person. Rights
// look at these; nobody has to remember to fill them.
#include <algorithm>

#include "access/organisation/load.h"
#include "records/write/classes.h"
#include "records/write/distribute.h"
#include "records/write/rights.h"
#include "records/write/run.h"
#include "records/write/settle.h"

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

class Places {
 public:
  Places(Run& run, const Organisation& organisation) : run_(run), organisation_(organisation) {}

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

  Result<void> locate(Item& item) {
    const auto from = sources(*item.object);
    const bool moved = std::ranges::any_of(
        from, [&](const Field* field) { return was_touched(item, place_of(item, *field)); });
    if (!moved && !asked_again(item)) return {};
    std::int64_t territory = 0;
    for (const Field* field : from) {
      territory = TRY(territory_by(item, *field));
      if (territory) break;
    }
    item.value(item.shape->territory) = or_empty(territory);
    return {};
  }

 private:
  bool asked_again(const Item& item) const {
    return !item.implied && run_.batch.changes[item.change].place_again;
  }

  Result<std::int64_t> territory_by(const Item& item, const Field& field) {
    const FieldValue& value = item.value(place_of(item, field));
    if (field.type == FieldType::postal_address)
      return organisation_.territory_for(part_of(field, value, "country"),
                                         part_of(field, value, "postal_code"));
    auto* id = std::get_if<std::int64_t>(&value);
    return id ? territory_at(field.relation.target, *id) : std::int64_t{0};
  }

  // Of a record that may have been made by this batch a moment ago.
  Result<std::int64_t> territory_at(const std::string& object, std::int64_t id) {
    for (const Item& other : run_.items)
      if (other.id.value == id && other.object->name == object && !other.failed())
        return other.shape->id_at(other.shape->territory, other.now);
    const schema::Object* target = run_.catalogue().object(object);
    return TRY(run_.tx->integer({"SELECT territory FROM " + target->table + " WHERE id = ?", {id}}))
        .value_or(0);
  }

  Run& run_;
  const Organisation& organisation_;
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
  for (Item* item : items) {
    TRY(places.locate(*item));
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
