// What the record will be: the edits laid over the record as it is now. Others' changes since
// base_version stay when they touched other fields; the same field asks. Who removes a record of a
// certain version means no other. Errors: conflict.fields, conflict.version, conflict.changed.
#include <algorithm>
#include <iterator>

#include "base/json.h"
#include "query/shown.h"
#include "records/write/references.h"
#include "records/write/run.h"
#include "records/write/settle.h"

namespace kontor::records {

using schema::FieldEdit;
using schema::FieldValue;
using schema::PartsEdit;

namespace {

// The first and the last change of a field since base_version.
struct Later {
  FieldValue base;
  RecordId by;
  std::string by_title;
  Instant at;
};

Result<std::map<int, Later>> changes_since(Run& run, const Item& item) {
  std::map<int, Later> later;
  storage::Sql sql{
      "SELECT h.field, h.old_value, c.actor, c.at, u.title FROM kontor_history h "
      "JOIN kontor_change c ON c.id = h.change_id LEFT JOIN o_user u ON u.id = c.actor "
      "WHERE h.record = ? AND h.version > ? AND h.action = 2 ORDER BY h.version",
      {item.id.value, item.base_version}};
  TRY(run.tx->each(sql, [&](const storage::Row& row) {
    auto field = std::ranges::find(item.object->fields, static_cast<int>(row.integer(0)),
                                   &schema::Field::id);
    if (field == item.object->fields.end()) return true;
    int place = static_cast<int>(field - item.object->fields.begin());
    auto [entry, first] = later.try_emplace(place);
    if (first && !row.is_null(1)) {
      if (auto json = parse_json(row.text(1)))
        entry->second.base = schema::from_history(*field, *json);
    }
    entry->second.by = RecordId{row.integer(2)};
    entry->second.at = Instant{row.integer(3)};
    entry->second.by_title = std::string(row.text(4));
    return true;
  }));
  return later;
}

schema::Parts overlay(const schema::Field& field, const FieldValue& value, const PartsEdit& edit) {
  schema::Parts parts;
  if (auto* present = std::get_if<schema::Parts>(&value)) parts = *present;
  parts.values.resize(field.parts.size());
  for (std::size_t i = 0; i < parts.values.size(); ++i) {
    if (edit.named[i]) parts.values[i] = edit.values.values[i];
  }
  return parts;
}

FieldValue chosen(const FieldValue& value, const schema::OptionsEdit& edit) {
  schema::Ids ids;
  if (auto* present = std::get_if<schema::Ids>(&value)) {
    std::ranges::copy_if(*present, std::back_inserter(ids), [&](auto id) {
      return !std::ranges::binary_search(edit.add, id) &&
             !std::ranges::binary_search(edit.remove, id);
    });
  }
  ids.insert(ids.end(), edit.add.begin(), edit.add.end());
  std::ranges::sort(ids);
  return ids.empty() ? FieldValue{} : FieldValue(std::move(ids));
}

FieldValue applied(const schema::Field& field, const FieldValue& value, const FieldEdit& edit) {
  if (auto* whole = std::get_if<FieldValue>(&edit)) {
    if (is_empty(*whole) && field.type == schema::FieldType::checkbox) return std::int64_t{0};
    return *whole;
  }
  if (auto* options = std::get_if<schema::OptionsEdit>(&edit)) return chosen(value, *options);
  auto parts = overlay(field, value, std::get<PartsEdit>(edit));
  bool empty = std::ranges::all_of(parts.values, [](const auto& p) { return p.index() == 0; });
  return empty ? FieldValue{} : FieldValue(std::move(parts));
}

// The parts of an address, empty ones included.
std::vector<schema::PartValue> parts_of(const schema::Field& field, const FieldValue& value) {
  return overlay(field, value, {{}, std::vector<bool>(field.parts.size(), false)}).values;
}

// Both changed the same thing, and not to the same value. Of an address the parts named count; a
// tag that is added or removed leaves the others, whoever changed them.
bool clashes(const schema::Field& field, const FieldValue& base, const FieldValue& theirs,
             const FieldEdit& ours) {
  if (theirs == base || applied(field, theirs, ours) == theirs) return false;
  if (std::holds_alternative<schema::OptionsEdit>(ours)) return false;
  auto* edit = std::get_if<PartsEdit>(&ours);
  if (!edit) return true;
  auto before = parts_of(field, base), now = parts_of(field, theirs);
  for (std::size_t i = 0; i < now.size(); ++i) {
    if (edit->named[i] && before[i] != now[i] && edit->values.values[i] != now[i]) return true;
  }
  return false;
}

// A record the actor may not see is as good as none.
Result<void> hide_unseen(Run& run, const schema::Field& field, std::vector<FieldValue*> values) {
  const bool leads =
      field.type == schema::FieldType::relation || field.type == schema::FieldType::user;
  std::vector<std::int64_t> ids;
  for (const FieldValue* value : values)
    if (auto* id = std::get_if<std::int64_t>(value); leads && id) ids.push_back(*id);
  if (ids.empty()) return {};
  const auto shown = TRY(query::Shown::of(*run.tx, target_of(run, field), ids, *run.rights));
  for (FieldValue* value : values)
    if (auto* id = std::get_if<std::int64_t>(value); id && !shown.has(*id)) *value = FieldValue{};
  return {};
}

// What the actor is shown of a field that somebody else has changed meanwhile.
Result<FieldClash> clash_of(Run& run, const Item& item, int place, const FieldEdit& ours,
                            const Later& change) {
  const schema::Field& field = item.field(place);
  FieldValue base = change.base, theirs = item.value(place);
  FieldValue yours = applied(field, theirs, ours);
  TRY(hide_unseen(run, field, {&base, &theirs}));
  return FieldClash{field.name,
                    to_wire(field, base),
                    to_wire(field, theirs),
                    to_wire(field, yours),
                    change.by,
                    change.by_title,
                    change.at};
}

Result<void> compare(Run& run, Item& item) {
  if (item.base_version > item.old->version) {
    refuse(item, {Code::bad_request, "conflict.version"});
    return {};
  }
  auto later = TRY(changes_since(run, item));
  const auto& overwrite = run.batch.changes[item.change].overwrite;
  for (const auto& [place, edit] : item.edits) {
    auto found = later.find(place);
    const auto& field = item.field(place);
    if (found == later.end() || std::ranges::count(overwrite, field.name)) continue;
    if (!clashes(field, found->second.base, item.value(place), edit)) continue;
    item.outcome.clashes.push_back(TRY(clash_of(run, item, place, edit, found->second)));
  }
  item.outcome.merged = item.base_version < item.old->version;
  if (!item.outcome.clashes.empty())
    refuse(item, {Code::conflict, "conflict.fields", {}, item.outcome.clashes.front().field});
  return {};
}

}  // namespace

Result<void> merge(Run& run) {
  for (Item* item : live(run)) {
    if (item->op == Op::update && item->base_version > 0 && item->old) TRY(compare(run, *item));
    bool whole = item->op == Op::remove || item->op == Op::restore;
    if (whole && item->base_version > 0 && item->base_version != item->old->version)
      refuse(*item, {Code::conflict, "conflict.changed"});
    if (item->failed()) continue;
    for (const auto& [place, edit] : item->edits)
      item->value(place) = applied(item->field(place), item->value(place), edit);
    if (item->op == Op::remove) item->value(item->shape->deleted_at) = run.now.micros;
    if (item->op == Op::restore) item->value(item->shape->deleted_at) = FieldValue{};
    settle(*item, run);
  }
  return {};
}

}  // namespace kontor::records
