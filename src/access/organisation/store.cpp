#include "access/organisation/store.h"

#include <algorithm>

#include "access/organisation/detail/edit.h"
#include "access/organisation/migrations.h"
#include "access/organisation/order.h"

namespace kontor::access {
namespace {

constexpr const char* kFirstUnit = "Unternehmen";

// Also keeps two changes from running at once: each looks at what the one before it left.
Result<void> raise_epoch(storage::Transaction& tx) {
  TRY(tx.execute({"UPDATE kontor_epoch SET value = value + 1 WHERE name = ?",
                  {std::string(kOrganisationEpoch)}}));
  return {};
}

// The unit everybody starts in: the first company there was.
Result<Id> first_unit(Edit& edit) {
  const auto there = TRY(edit.tx.integer(
      {"SELECT min(id) FROM o_unit WHERE f_parent IS NULL AND f_external = 0 AND f_closed = 0 AND "
       "deleted_at IS NULL",
       {}}));
  if (there) return *there;
  const Organisation empty({});
  const Placement at = place_below(empty, 1, 0).front();
  const Id id = TRY(edit.insert_row("o_unit", kUnitObject, kFirstUnit,
                                    {"f_kind, f_depth, f_external, f_closed, order_from, order_to",
                                     {std::string("company"), std::int64_t{1}, std::int64_t{0},
                                      std::int64_t{0}, at.order, at.order_end}}));
  TRY(edit.execute({"UPDATE o_unit SET organisation = id WHERE id = ?", {id}}));
  TRY(edit.note("unit.added", id));
  return id;
}

Result<Ids> ids_of(storage::Connection& connection, const char* sql) {
  Ids ids;
  TRY(connection.each({sql, {}}, [&](const storage::Row& row) {
    ids.push_back(row.integer(0));
    return true;
  }));
  return ids;
}

Result<void> seat_all(Edit& edit, const Ids& users) {
  if (users.empty()) return {};
  const Id unit = TRY(first_unit(edit));
  for (Id user : users)
    TRY(
        edit.execute({"INSERT INTO kontor_seat (id, user_id, unit_id, place, from_at) "
                      "VALUES (?, ?, ?, 'member', ?)",
                      {edit.ids.next().value, user, unit, edit.now.micros}}));
  return edit.settle_users(users);
}

Result<void> make_administrators(Edit& edit, const Ids& users) {
  for (Id user : users)
    TRY(
        edit.execute({"INSERT INTO kontor_role_member (role_id, user_id) SELECT id, ? FROM "
                      "kontor_role WHERE name = ? ON CONFLICT DO NOTHING",
                      {user, std::string(kAdministrator)}}));
  return {};
}

Result<bool> has_administrator(storage::Connection& connection) {
  return TRY(connection.integer({"SELECT 1 FROM kontor_role_member m JOIN kontor_role r ON r.id = "
                                 "m.role_id WHERE r.name = ? LIMIT 1",
                                 {std::string(kAdministrator)}}))
      .has_value();
}

constexpr const char* kSeatless =
    "SELECT id FROM o_user WHERE deleted_at IS NULL AND NOT EXISTS (SELECT 1 FROM kontor_seat s "
    "WHERE s.user_id = o_user.id) ORDER BY id";

}  // namespace

Result<void> OrganisationStore::change(RecordId by, const Step& step) {
  return database_.write([&](storage::Transaction& tx) -> Result<void> {
    TRY(raise_epoch(tx));
    Edit edit(tx, TRY(load_organisation(tx)), by, clock_.now(), ids_);
    TRY(step(edit));
    if (edit.territories && territories_changed) TRY(territories_changed(tx));
    return {};
  });
}

Result<void> OrganisationStore::prepare() {
  {
    auto snapshot = TRY(database_.read());
    const bool unit = TRY(snapshot->integer({"SELECT 1 FROM o_unit LIMIT 1", {}})).has_value();
    const bool seated = TRY(ids_of(*snapshot, kSeatless)).empty();
    if (unit && seated && TRY(has_administrator(*snapshot))) return {};
  }
  return change({}, [](Edit& edit) -> Result<void> {
    TRY(first_unit(edit));
    TRY(seat_all(edit, TRY(ids_of(edit.tx, kSeatless))));
    if (TRY(has_administrator(edit.tx))) return {};
    return make_administrators(
        edit,
        TRY(ids_of(edit.tx, "SELECT id FROM o_user WHERE f_active = 1 AND deleted_at IS NULL")));
  });
}

Result<void> OrganisationStore::welcome(storage::Transaction& tx, RecordId user) {
  TRY(raise_epoch(tx));
  Edit edit(tx, TRY(load_organisation(tx)), {}, clock_.now(), ids_);
  TRY(seat_all(edit, {user.value}));
  if (!TRY(has_administrator(tx))) TRY(make_administrators(edit, {user.value}));
  return {};
}

Result<void> OrganisationStore::farewell(storage::Transaction& tx, RecordId user) {
  const bool administers = TRY(tx.integer({"SELECT 1 FROM kontor_role_member m JOIN kontor_role r "
                                           "ON r.id = m.role_id WHERE r.name = ? AND m.user_id = ?",
                                           {std::string(kAdministrator), user.value}}))
                               .has_value();
  const bool left = TRY(tx.integer({"SELECT 1 FROM kontor_role_member m JOIN kontor_role r ON r.id "
                                    "= m.role_id JOIN o_user u ON u.id = m.user_id WHERE r.name = "
                                    "? AND u.id <> ? AND u.f_active = 1 AND u.deleted_at IS NULL "
                                    "LIMIT 1",
                                    {std::string(kAdministrator), user.value}}))
                        .has_value();
  if (administers && !left) return fail(Code::conflict, "organisation.last_administrator");
  return {};
}

Result<void> OrganisationStore::refresh_main_units() {
  return database_.write([&](storage::Transaction& tx) -> Result<void> {
    Edit edit(tx, TRY(load_organisation(tx)), {}, clock_.now(), ids_);
    return edit.settle_users(
        TRY(ids_of(tx, "SELECT id FROM o_user WHERE deleted_at IS NULL ORDER BY id")));
  });
}

Result<std::vector<LogEntry>> OrganisationStore::log(int limit) {
  auto snapshot = TRY(database_.read());
  std::vector<LogEntry> entries;
  TRY(snapshot->each({"SELECT at, by_user, action, subject, detail FROM kontor_organisation_log "
                      "ORDER BY id DESC LIMIT ?",
                      {std::int64_t{limit}}},
                     [&](const storage::Row& row) {
                       entries.push_back({Instant{row.integer(0)}, row.integer(1),
                                          std::string(row.text(2)), row.integer(3),
                                          std::string(row.text(4))});
                       return true;
                     }));
  return entries;
}

}  // namespace kontor::access
