#include "records/write/classes.h"

#include <array>

namespace kontor::records {
namespace {

// owner, unit, territory, organisation, confidential
using ClassKey = std::array<std::int64_t, 5>;

ClassKey key_of(const Item& item) {
  const RowShape& shape = *item.shape;
  return {shape.owner_of(item.now), shape.id_at(shape.unit, item.now),
          shape.id_at(shape.territory, item.now), shape.id_at(shape.organisation, item.now),
          shape.is_confidential(item.now)};
}

Result<std::optional<std::int64_t>> find_class(Run& run, int object, const ClassKey& key) {
  return run.tx->integer(
      {"SELECT id FROM kontor_class WHERE object = ? AND owner = ? AND unit = ? "
       "AND territory = ? AND organisation = ? AND confidential = ?",
       {object, key[0], key[1], key[2], key[3], key[4]}});
}

// Two transactions that make a class at once break a unique key; the later one starts again.
Result<std::int64_t> make_class(Run& run, int object, const ClassKey& key) {
  auto last = TRY(run.tx->integer({"SELECT max(id) FROM kontor_class WHERE object = ?", {object}}));
  std::int64_t id = last.value_or(0) + 1;
  TRY(
      run.tx->execute({"INSERT INTO kontor_class (object, id, owner, unit, territory, "
                       "organisation, confidential, n) VALUES (?, ?, ?, ?, ?, ?, ?, 0)",
                       {object, id, key[0], key[1], key[2], key[3], key[4]}}));
  return id;
}

}  // namespace

Result<bool> assign_classes(Run& run, const std::vector<Item*>& items) {
  std::map<ClassKey, std::int64_t> known;
  bool made = false;
  for (Item* item : items) {
    ClassKey key = key_of(*item);
    auto [entry, fresh] = known.try_emplace(key, 0);
    if (fresh) {
      auto found = TRY(find_class(run, item->object->id, key));
      made |= !found;
      entry->second = found ? *found : TRY(make_class(run, item->object->id, key));
    }
    item->now.zk = entry->second;
  }
  return made;
}

}  // namespace kontor::records
