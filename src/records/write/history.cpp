// One row for each changed field: from, to. A created record is one row with all its values; a
// deleted or restored one has no values. kontor_change says who, when and why, once.
#include "records/history.h"

#include <algorithm>
#include <map>

#include "base/json.h"
#include "records/write/references.h"
#include "records/write/run.h"
#include "storage/dialect.h"
#include "storage/inserter.h"

namespace kontor::records {

using schema::Field;

namespace {

class Rows {
 public:
  explicit Rows(Run& run)
      : run_(run),
        inserter_(*run.tx, "kontor_history",
                  "change_id, object, record, version, action, field, old_value, new_value", 8) {}

  Result<void> add(const Item& item, HistoryAction action, int field = 0, storage::Value was = {},
                   storage::Value now = {}) {
    return add(item.object->id, item.id.value, item.now.version, action, field, std::move(was),
               std::move(now));
  }

  Result<void> add(int object, std::int64_t record, std::int64_t version, HistoryAction action,
                   int field, storage::Value was, storage::Value now) {
    auto& row = inserter_.row();
    row.emplace_back(run_.change.value);
    row.emplace_back(std::int64_t{object});
    row.emplace_back(record);
    row.emplace_back(version);
    row.emplace_back(static_cast<std::int64_t>(action));
    row.emplace_back(std::int64_t{field});
    row.push_back(std::move(was));
    row.push_back(std::move(now));
    return inserter_.end_row();
  }

  Result<void> finish() { return inserter_.finish(); }

 private:
  Run& run_;
  storage::Inserter inserter_;
};

// Kept by the server and told by the row itself.
bool is_noted(const Field& field) {
  return field.type != schema::FieldType::instant_system &&
         field.type != schema::FieldType::user_system;
}

std::string id_list(const std::vector<std::int64_t>& ids) {
  std::string text;
  JsonWriter json(text);
  json.begin_array();
  for (auto id : ids) json.text(std::to_string(id));
  json.end_array();
  return text;
}

std::string all_values(const Item& item) {
  std::string text;
  JsonWriter json(text);
  json.begin_object();
  for (int place : item.touched) {
    const Field& field = item.field(place);
    if (!is_noted(field)) continue;
    json.key(field.name);
    to_wire(json, field, item.value(place));
  }
  for (const auto& edit : item.links) {
    if (!edit.add.empty()) json.key(item.field(edit.field).name).raw(id_list(edit.add));
  }
  json.end_object();
  return text;
}

Result<void> note_fields(Rows& rows, const Item& item) {
  for (int place : item.touched) {
    const Field& field = item.field(place);
    if (!is_noted(field)) continue;
    TRY(rows.add(item, HistoryAction::updated, field.id,
                 to_wire(field, item.old->values[static_cast<std::size_t>(place)]),
                 to_wire(field, item.value(place))));
  }
  for (const auto& edit : item.links) {
    TRY(rows.add(item, HistoryAction::updated, item.field(edit.field).id, id_list(edit.remove),
                 id_list(edit.add)));
  }
  return {};
}

Result<void> note_item(Rows& rows, const Item& item) {
  switch (item.op) {
    case Op::create:
      return rows.add(item, HistoryAction::created, 0, {}, all_values(item));
    case Op::remove:
      return rows.add(item, HistoryAction::deleted);
    case Op::restore:
      return rows.add(item, HistoryAction::restored);
    case Op::update:
      return note_fields(rows, item);
  }
  return {};
}

// The versions of the records at the far ends of all links, by id.
Result<std::map<std::int64_t, std::int64_t>> far_versions(Run& run,
                                                          const std::vector<Item*>& items) {
  std::map<const schema::Object*, std::vector<std::int64_t>> ids;
  for (const Item* item : items) {
    for (const auto& edit : item->links) {
      auto& far = ids[&target_of(run, item->field(edit.field))];
      far.insert(far.end(), edit.add.begin(), edit.add.end());
      far.insert(far.end(), edit.remove.begin(), edit.remove.end());
    }
  }
  std::map<std::int64_t, std::int64_t> versions;
  for (auto& [target, far] : ids) {
    TRY(run.tx->each({"SELECT id, version FROM " + target->table + " WHERE " +
                          storage::in_ints(run.tx->engine(), "id"),
                      {make_set(std::move(far))}},
                     [&](const storage::Row& row) {
                       versions[row.integer(0)] = row.integer(1);
                       return true;
                     }));
  }
  return versions;
}

// A link is history of both records. The far one keeps its version: nothing stored in it changed.
Result<void> note_far_ends(Run& run, Rows& rows, const Item& item,
                           const std::map<std::int64_t, std::int64_t>& versions) {
  for (const auto& edit : item.links) {
    const Field& field = item.field(edit.field);
    const auto& target = target_of(run, field);
    const Field* inverse = target.field(field.relation.inverse);
    if (!inverse) continue;
    const auto here = id_list({item.id.value});
    auto note = [&](std::int64_t id, bool added) -> Result<void> {
      const auto version = versions.find(id);
      if (version == versions.end()) return {};
      return rows.add(target.id, id, version->second, HistoryAction::linked, inverse->id,
                      added ? "[]" : here, added ? here : "[]");
    };
    for (auto id : edit.add) TRY(note(id, true));
    for (auto id : edit.remove) TRY(note(id, false));
  }
  return {};
}

Result<void> note_change(Run& run) {
  TRY(run.tx->execute(
      {"INSERT INTO kontor_change (id, actor, actor_name, at, reason, undoes, undone_by) "
       "VALUES (?, ?, ?, ?, ?, ?, 0) ON CONFLICT DO NOTHING",
       {run.change.value, run.actor.user.value, run.actor.name, run.now.micros,
        std::string(to_string(run.batch.reason)), run.batch.undoes.value}}));
  if (run.batch.undoes) {
    TRY(run.tx->execute({"UPDATE kontor_change SET undone_by = ? WHERE id = ?",
                         {run.change.value, run.batch.undoes.value}}));
  }
  return {};
}

}  // namespace

Result<void> history(Run& run) {
  auto items = live(run);
  std::erase_if(items, [](const Item* item) { return !item->writes(); });
  if (items.empty()) {
    run.change = {};
    return {};
  }
  TRY(note_change(run));
  const auto versions = TRY(far_versions(run, items));
  Rows rows(run);
  for (Item* item : items) {
    TRY(note_item(rows, *item));
    TRY(note_far_ends(run, rows, *item, versions));
  }
  return rows.finish();
}

}  // namespace kontor::records
