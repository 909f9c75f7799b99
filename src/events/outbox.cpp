#include "events/outbox.h"

#include "events/notices.h"
#include "storage/inserter.h"

namespace kontor::events {
namespace {

using storage::Engine;

constexpr const char* kOutbox = R"(
CREATE TABLE kontor_event (
  id {int} PRIMARY KEY,
  xact {int} NOT NULL,
  kind {int} NOT NULL,
  object {int} NOT NULL,
  record {int} NOT NULL,
  version {int} NOT NULL,
  action {text} NOT NULL,
  zk {int} NOT NULL,
  zk_before {int} NOT NULL,
  actor {int} NOT NULL
);
CREATE INDEX kontor_event_order ON kontor_event (xact, id);
)";

constexpr const char* kJobs = R"(
CREATE TABLE kontor_job (
  id {int} PRIMARY KEY,
  kind {text} NOT NULL,
  actor {int} NOT NULL,
  state {int} NOT NULL,
  done {int} NOT NULL,
  total {int} NOT NULL,
  payload {text} NOT NULL,
  checkpoint {text} NOT NULL,
  result {text} NOT NULL,
  error {text} NOT NULL,
  attempts {int} NOT NULL,
  cancelling {int} NOT NULL,
  created_at {int} NOT NULL,
  run_at {int} NOT NULL,
  lease {int} NOT NULL,
  lease_until {int} NOT NULL,
  key {text}
);
CREATE INDEX kontor_job_due ON kontor_job (state, run_at);
CREATE INDEX kontor_job_actor ON kontor_job (actor, id);
CREATE UNIQUE INDEX kontor_job_key ON kontor_job (key) WHERE state IN (0, 1);
)";

// One writer at a time needs no number of its transaction: ids are in the order of commits.
Result<std::int64_t> transaction_number(storage::Connection& connection) {
  if (connection.engine() == Engine::sqlite) return std::int64_t{0};
  auto number = TRY(connection.integer({"SELECT pg_current_xact_id()::text::bigint", {}}));
  return number.value_or(0);
}

// Two moments in one question: the snapshot is taken first, then the backends are looked at. A
// transaction below the snapshot's xmax had its number before that; if no backend of this database
// holds it now, it is decided. backend_xid has 32 bits and is completed from xmax, which it is
// near. (Kontor prepares no transactions, and a standby does not see the backends of its primary.)
constexpr const char* kSettledOnPostgres = R"(
SELECT CASE WHEN pg_is_in_recovery() THEN pg_snapshot_xmin(now.snapshot)::text::bigint
  ELSE now.xmax - greatest(0, (
    SELECT max(((now.xmax - backend_xid::text::bigint + 2147483648) & 4294967295) - 2147483648)
    FROM pg_stat_activity
    WHERE datname = current_database() AND backend_xid IS NOT NULL)) END
FROM (SELECT s AS snapshot, pg_snapshot_xmax(s)::text::bigint AS xmax
      FROM (SELECT pg_current_snapshot() AS s) AS taken) AS now
)";

}  // namespace

Result<void> append(storage::Transaction& tx, IdSource& ids, std::span<const Event> events) {
  if (events.empty()) return {};
  std::int64_t number = TRY(transaction_number(tx));
  storage::Inserter inserter(
      tx, "kontor_event", "id, xact, kind, object, record, version, action, zk, zk_before, actor",
      10);
  for (const auto& event : events) {
    auto& row = inserter.row();
    row.insert(row.end(),
               {ids.next().value, number, static_cast<std::int64_t>(event.kind),
                static_cast<std::int64_t>(event.object), event.record.value, event.version,
                event.action, event.zk, event.zk_before, event.actor.value});
    TRY(inserter.end_row());
  }
  return inserter.finish();
}

Result<Settled> settled(storage::Database& database) {
  if (database.engine() == Engine::sqlite) return Settled{1};
  auto snapshot = TRY(database.read());
  auto number = TRY(snapshot->integer({kSettledOnPostgres, {}}));
  return Settled{number.value_or(0)};
}

Result<Batch> read_after(storage::Connection& connection, Settled settled, Position from,
                         std::int64_t limit) {
  Batch batch{{}, from};
  storage::Sql sql{
      "SELECT id, xact, kind, object, record, version, action, zk, zk_before, actor "
      "FROM kontor_event WHERE (xact, id) > (?, ?) AND xact < ? ORDER BY xact, id LIMIT ?",
      {from.transaction, from.id, settled.before, limit}};
  TRY(connection.each(sql, [&](const storage::Row& row) {
    Event event;
    event.id = RecordId{row.integer(0)};
    event.kind = static_cast<EventKind>(row.integer(2));
    event.object = static_cast<int>(row.integer(3));
    event.record = RecordId{row.integer(4)};
    event.version = row.integer(5);
    event.action = std::string(row.text(6));
    event.zk = row.integer(7);
    event.zk_before = row.integer(8);
    event.actor = RecordId{row.integer(9)};
    batch.events.push_back(std::move(event));
    batch.last = {row.integer(1), row.integer(0)};
    return true;
  }));
  return batch;
}

Result<Position> newest(storage::Connection& connection, Settled settled) {
  Position position;
  TRY(connection.each({"SELECT xact, id FROM kontor_event WHERE xact < ? "
                       "ORDER BY xact DESC, id DESC LIMIT 1",
                       {settled.before}},
                      [&](const storage::Row& row) {
                        position = {row.integer(0), row.integer(1)};
                        return false;
                      }));
  return position;
}

Result<std::optional<Position>> position_of(storage::Connection& connection, RecordId event) {
  auto number =
      TRY(connection.integer({"SELECT xact FROM kontor_event WHERE id = ?", {event.value}}));
  if (!number) return std::optional<Position>();
  return std::optional(Position{*number, event.value});
}

Result<std::int64_t> trim(storage::Transaction& tx) {
  Position oldest;
  TRY(tx.each({"SELECT xact, id FROM kontor_event ORDER BY xact DESC, id DESC LIMIT 1 OFFSET ?",
               {kKeptEvents - 1}},
              [&](const storage::Row& row) {
                oldest = {row.integer(0), row.integer(1)};
                return false;
              }));
  return tx.execute(
      {"DELETE FROM kontor_event WHERE (xact, id) < (?, ?)", {oldest.transaction, oldest.id}});
}

std::vector<storage::Migration> migrations() {
  std::vector<storage::Migration> steps = {{"events.001_outbox", kOutbox},
                                           {"events.002_jobs", kJobs}};
  for (auto& step : notice_migrations()) steps.push_back(std::move(step));
  return steps;
}

}  // namespace kontor::events
