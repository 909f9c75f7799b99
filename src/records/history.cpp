#include "records/history.h"

#include <algorithm>

#include "base/json.h"
#include "schema/fields/fields.h"

namespace kontor::records {
namespace {

constexpr const char* kChangeColumns =
    "SELECT id, actor, actor_name, at, reason, undoes, undone_by FROM kontor_change ";

ChangeInfo read_change(const storage::Row& row) {
  ChangeInfo info;
  info.id = RecordId{row.integer(0)};
  info.actor = RecordId{row.integer(1)};
  info.actor_name = std::string(row.text(2));
  info.at = Instant{row.integer(3)};
  info.reason = std::string(row.text(4));
  info.undoes = RecordId{row.integer(5)};
  info.undone_by = RecordId{row.integer(6)};
  return info;
}

Result<void> add_extent(storage::Connection& connection, ChangeInfo& info) {
  TRY(connection.each({"SELECT object, record FROM kontor_history WHERE change_id = ? "
                       "ORDER BY record LIMIT 1",
                       {info.id.value}},
                      [&](const storage::Row& row) {
                        info.object = static_cast<int>(row.integer(0));
                        info.record = RecordId{row.integer(1)};
                        return false;
                      }));
  auto count = TRY(connection.integer(
      {"SELECT count(*) FROM (SELECT DISTINCT record FROM kontor_history WHERE change_id = ? "
       "LIMIT ?) AS records",
       {info.id.value, kCountedRecords}}));
  info.records = count.value_or(0);
  return {};
}

}  // namespace

Result<std::vector<ChangeInfo>> undoable_changes(storage::Connection& connection, RecordId actor,
                                                 Instant now, std::int64_t limit) {
  std::vector<ChangeInfo> changes;
  TRY(connection.each({std::string(kChangeColumns) +
                           "WHERE actor = ? AND at > ? AND undone_by = 0 ORDER BY id DESC LIMIT ?",
                       {actor.value, now.micros - kUndoReach, limit}},
                      [&](const storage::Row& row) {
                        changes.push_back(read_change(row));
                        return true;
                      }));
  for (auto& info : changes) TRY(add_extent(connection, info));
  return changes;
}

Result<std::optional<ChangeInfo>> find_change(storage::Connection& connection, RecordId id) {
  std::optional<ChangeInfo> info;
  TRY(connection.each({std::string(kChangeColumns) + "WHERE id = ?", {id.value}},
                      [&](const storage::Row& row) {
                        info = read_change(row);
                        return false;
                      }));
  if (info) TRY(add_extent(connection, *info));
  return info;
}

Result<std::optional<Record>> record_as_of(storage::Connection& connection, const RowShape& shape,
                                           RecordId id, Instant at) {
  auto records = TRY(load_records(connection, shape, make_set({id.value})));
  if (records.empty()) return std::optional<Record>();
  Record record = std::move(records.front());
  bool existed = true, deleted = shape.is_deleted(record);
  // Later changes are taken back one by one, the newest first.
  TRY(connection.each(
      {"SELECT h.action, h.field, h.old_value FROM kontor_history h JOIN kontor_change c "
       "ON c.id = h.change_id WHERE h.record = ? AND c.at > ? AND h.action <> 5 "
       "ORDER BY h.version DESC",
       {id.value, at.micros}},
      [&](const storage::Row& row) {
        auto action = static_cast<HistoryAction>(row.integer(0));
        if (action == HistoryAction::created) existed = false;
        if (action == HistoryAction::deleted) deleted = false;
        if (action == HistoryAction::restored) deleted = true;
        if (action != HistoryAction::updated) return true;
        const auto& fields = shape.object().fields;
        auto field =
            std::ranges::find(fields, static_cast<int>(row.integer(1)), &schema::Field::id);
        bool links = field != fields.end() && field->type == schema::FieldType::relation &&
                     field->has_many_values();
        if (field == fields.end() || links) return true;
        auto json = parse_json(row.text(2));
        record.values[static_cast<std::size_t>(field - fields.begin())] =
            json ? schema::from_history(*field, *json) : schema::FieldValue{};
        return true;
      }));
  if (!existed || deleted) return std::optional<Record>();
  return std::optional(std::move(record));
}

}  // namespace kontor::records
