// References become ids; sets of links become what is added and removed. The many side of a to-one
// relation is stored at the other end, so setting it edits the records there. Errors: relation.*,
// access.link.
#include <algorithm>

#include "records/write/load_old.h"
#include "records/write/references.h"
#include "records/write/rights.h"
#include "storage/dialect.h"

namespace kontor::records {

using query::Action;
using schema::FieldEdit;
using schema::FieldValue;
using schema::ReferenceSet;

namespace {

struct Asked {
  Item* item;
  int field;
  ReferenceSet set;
};

// Takes the sets out of the items' edits: from here on edits are about values only.
std::vector<Asked> take_sets(const std::vector<Item*>& items) {
  std::vector<Asked> asked;
  for (Item* item : items) {
    for (auto& [place, edit] : item->edits) {
      if (auto* one = std::get_if<schema::Reference>(&edit)) edit = FieldValue(one->id.value);
      if (auto* set = std::get_if<ReferenceSet>(&edit))
        asked.push_back({item, place, std::move(*set)});
    }
    std::erase_if(item->edits, [](const auto& edit) {
      return std::holds_alternative<ReferenceSet>(edit.second);
    });
  }
  return asked;
}

std::vector<std::int64_t> ids_of(const std::vector<schema::Reference>& references) {
  std::vector<std::int64_t> ids;
  for (const auto& reference : references) ids.push_back(reference.id.value);
  std::ranges::sort(ids);
  ids.erase(std::ranges::unique(ids).begin(), ids.end());
  return ids;
}

std::vector<std::int64_t> minus(const std::vector<std::int64_t>& a,
                                const std::vector<std::int64_t>& b) {
  std::vector<std::int64_t> rest;
  std::ranges::set_difference(a, b, std::back_inserter(rest));
  return rest;
}

// Where the links of one field are found: (this record, the linked one, its class).
storage::Sql links_sql(const Run& run, const schema::Field& field, RecordId here) {
  const auto& target = target_of(run, field);
  if (field.relation.derived) {
    const auto* back = target.field(field.relation.inverse);
    return {"SELECT t.id, t.zk FROM " + target.table + " t WHERE t." + back->value.column +
                " = ? AND t.deleted_at IS NULL ORDER BY t.id",
            {here.value}};
  }
  const auto& relation = field.relation;
  return {"SELECT t.id, t.zk FROM " + relation.link_table + " l JOIN " + target.table +
              " t ON t.id = l." + relation.link_there + " WHERE l." + relation.link_here +
              " = ? AND t.deleted_at IS NULL ORDER BY t.id",
          {here.value}};
}

// The linked records that the actor may see: others are neither shown nor taken away.
Result<std::vector<std::int64_t>> linked(Run& run, const Item& item, const schema::Field& field) {
  std::vector<Facts> facts;
  if (item.op == Op::create) return std::vector<std::int64_t>();
  TRY(run.tx->each(links_sql(run, field, item.id), [&](const storage::Row& row) {
    facts.push_back({row.integer(0), row.integer(1)});
    return true;
  }));
  return admitted(run, target_of(run, field), Action::see, facts);
}

Result<LinkEdit> link_edit(Run& run, const Asked& asked) {
  const auto& field = asked.item->field(asked.field);
  auto present = TRY(linked(run, *asked.item, field));
  auto wanted = ids_of(asked.set.add);
  auto gone = asked.set.whole ? minus(present, wanted) : ids_of(asked.set.remove);
  LinkEdit edit;
  edit.field = asked.field;
  edit.add = minus(minus(wanted, present), gone);
  std::ranges::set_intersection(gone, present, std::back_inserter(edit.remove));
  return edit;
}

// The item that changes this record; a new implied one if nothing in the batch does.
std::size_t item_for(Run& run, const schema::Object& object, std::int64_t id, std::size_t change) {
  auto found = std::ranges::find_if(
      run.items, [&](const Item& item) { return item.object == &object && item.id.value == id; });
  if (found != run.items.end()) return static_cast<std::size_t>(found - run.items.begin());
  Item item;
  item.change = change;
  item.implied = true;
  item.object = &object;
  item.shape = &run.shapes->of(object);
  item.id = item.outcome.id = RecordId{id};
  run.items.push_back(std::move(item));
  return run.items.size() - 1;
}

struct Implied {
  const schema::Object* object;
  int field;
  std::int64_t id, value;  // 0: empty
  std::size_t change;
};

void imply(Run& run, const Asked& asked, const LinkEdit& edit, std::vector<Implied>& implied) {
  const auto& field = asked.item->field(asked.field);
  const auto& target = target_of(run, field);
  int back = static_cast<int>(target.field(field.relation.inverse) - target.fields.data());
  for (auto id : edit.add)
    implied.push_back({&target, back, id, asked.item->id.value, asked.item->change});
  for (auto id : edit.remove) implied.push_back({&target, back, id, 0, asked.item->change});
}

Result<void> add_implied(Run& run, const std::vector<Implied>& implied) {
  std::size_t known = run.items.size();
  for (const auto& edit : implied) {
    Item& item = run.items[item_for(run, *edit.object, edit.id, edit.change)];
    FieldValue value = edit.value ? FieldValue(edit.value) : FieldValue{};
    item.edits.emplace_back(edit.field, std::move(value));
  }
  std::map<int, std::vector<Item*>> fresh;
  for (std::size_t i = known; i < run.items.size(); ++i)
    fresh[run.items[i].object->id].push_back(&run.items[i]);
  for (auto& [object, items] : fresh) {
    std::ranges::sort(items, {}, &Item::id);
    TRY(load_items(run, items));
    TRY(authorize_items(run, items));
  }
  return {};
}

}  // namespace

Result<void> relations(Run& run) {
  auto items = live(run);
  TRY(resolve_references(run, items));
  std::erase_if(items, [](const Item* item) { return item->failed(); });
  std::vector<Implied> implied;
  for (auto& asked : take_sets(items)) {
    LinkEdit edit = TRY(link_edit(run, asked));
    if (asked.item->field(asked.field).relation.derived) {
      imply(run, asked, edit, implied);
    } else if (!edit.add.empty() || !edit.remove.empty()) {
      asked.item->links.push_back(std::move(edit));
    }
  }
  // Here items may move in memory; nothing above points to them any more.
  TRY(add_implied(run, implied));
  return {};
}

}  // namespace kontor::records
