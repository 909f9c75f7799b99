#include "events/job_store.h"

#include <array>

#include "base/json.h"
#include "events/outbox.h"
#include "storage/dialect.h"

namespace kontor::events {
namespace {

constexpr const char* kColumns =
    "SELECT id, kind, actor, state, done, total, payload, checkpoint, result, error, attempts, "
    "cancelling, created_at, run_at FROM kontor_job ";

std::string write_error(const std::optional<Error>& error) {
  if (!error) return {};
  std::string text;
  JsonWriter json(text);
  json.begin_object().key("code").number(static_cast<int>(error->code)).key("key").text(error->key);
  json.key("field").text(error->field).key("params").begin_array();
  for (const auto& param : error->params) json.text(param.name).text(param.value);
  json.end_array().end_object();
  return text;
}

std::optional<Error> read_error(std::string_view text) {
  if (text.empty()) return std::nullopt;
  auto json = parse_json(text);
  if (!json) return Error{Code::internal, "internal"};
  Error error;
  auto text_of = [](const JsonValue* value) {
    return value && value->text() ? std::string(*value->text()) : std::string();
  };
  if (const auto* code = json->find("code"))
    error.code = static_cast<Code>(code->integer().value_or(static_cast<int>(Code::internal)));
  error.key = text_of(json->find("key"));
  error.field = text_of(json->find("field"));
  if (const auto* params = json->find("params")) {
    auto items = params->items();
    for (std::size_t i = 0; i + 1 < items.size(); i += 2)
      error.params.push_back({text_of(&items[i]), text_of(&items[i + 1])});
  }
  return error;
}

Job read_job(const storage::Row& row) {
  Job job;
  job.id = RecordId{row.integer(0)};
  job.kind = std::string(row.text(1));
  job.actor = RecordId{row.integer(2)};
  job.state = static_cast<JobState>(row.integer(3));
  job.done = row.integer(4);
  job.total = row.integer(5);
  job.payload = std::string(row.text(6));
  job.checkpoint = std::string(row.text(7));
  job.result = std::string(row.text(8));
  job.error = read_error(row.text(9));
  job.attempts = static_cast<int>(row.integer(10));
  job.cancelling = row.integer(11) != 0;
  job.created_at = Instant{row.integer(12)};
  job.run_at = Instant{row.integer(13)};
  return job;
}

Result<std::vector<Job>> read_jobs(storage::Connection& connection, const storage::Sql& sql) {
  std::vector<Job> jobs;
  TRY(connection.each(sql, [&](const storage::Row& row) {
    jobs.push_back(read_job(row));
    return true;
  }));
  return jobs;
}

std::int64_t number(JobState state) {
  return static_cast<std::int64_t>(state);
}

Failure lost() {
  return fail(Code::conflict, "job.lost");
}

}  // namespace

std::string_view to_string(JobState state) {
  constexpr std::array<std::string_view, 5> kNames{"waiting", "running", "done", "failed",
                                                   "cancelled"};
  return kNames[static_cast<std::size_t>(state)];
}

Result<RecordId> JobStore::add(storage::Transaction& tx, const NewJob& job, Instant now) {
  if (!job.key.empty()) {
    auto present =
        TRY(tx.integer({"SELECT id FROM kontor_job WHERE key = ? AND state IN (0, 1)", {job.key}}));
    if (present) return RecordId{*present};
  }
  RecordId id = ids_.next();
  TRY(tx.execute(
      {"INSERT INTO kontor_job (id, kind, actor, state, done, total, payload, checkpoint, result, "
       "error, attempts, cancelling, created_at, run_at, lease, lease_until, key) "
       "VALUES (?, ?, ?, 0, 0, ?, ?, '', '', '', 0, 0, ?, ?, 0, 0, ?)",
       {id.value, job.kind, job.actor.value, job.total, job.payload, now.micros,
        std::max(now, job.run_at).micros,
        job.key.empty() ? storage::Value() : storage::Value(job.key)}}));
  TRY(announce(tx, id, job.actor));
  return id;
}

Result<std::optional<Job>> JobStore::find(storage::Connection& connection, RecordId id) {
  auto jobs = TRY(read_jobs(connection, {std::string(kColumns) + "WHERE id = ?", {id.value}}));
  return jobs.empty() ? std::optional<Job>() : std::optional(std::move(jobs.front()));
}

Result<std::vector<Job>> JobStore::list(storage::Connection& connection, RecordId actor,
                                        std::int64_t limit) {
  if (!actor)
    return read_jobs(connection, {std::string(kColumns) + "ORDER BY id DESC LIMIT ?", {limit}});
  return read_jobs(connection, {std::string(kColumns) + "WHERE actor = ? ORDER BY id DESC LIMIT ?",
                                {actor.value, limit}});
}

Result<std::optional<Job>> JobStore::claim(storage::Transaction& tx,
                                           const std::vector<std::string>& kinds,
                                           std::int64_t lease, Instant now) {
  storage::Sql sql{
      std::string(kColumns) + "WHERE " + storage::in_texts(tx.engine(), "kind") +
          " AND (state = 0 AND run_at <= ? OR state = 1 AND lease_until < ?) "
          "ORDER BY run_at, id LIMIT 1",
      {std::make_shared<const std::vector<std::string>>(kinds), now.micros, now.micros}};
  if (tx.engine() == storage::Engine::postgres) sql << " FOR UPDATE SKIP LOCKED";
  auto jobs = TRY(read_jobs(tx, sql));
  if (jobs.empty()) return std::optional<Job>();
  Job job = std::move(jobs.front());
  job.state = JobState::running;
  TRY(tx.execute({"UPDATE kontor_job SET state = 1, lease = ?, lease_until = ? WHERE id = ?",
                  {lease, now.micros + kLease, job.id.value}}));
  TRY(announce(tx, job.id, job.actor));
  return std::optional(std::move(job));
}

Result<void> JobStore::save(storage::Transaction& tx, const Job& job, std::int64_t lease,
                            Instant now) {
  auto changed = TRY(tx.execute(
      {"UPDATE kontor_job SET done = ?, total = ?, checkpoint = ?, lease_until = ? "
       "WHERE id = ? AND lease = ? AND state = 1",
       {job.done, job.total, job.checkpoint, now.micros + kLease, job.id.value, lease}}));
  if (changed != 1) return lost();
  return announce(tx, job.id, job.actor);
}

// How far the job came is what its slices saved, not what its handler last said.
Result<void> JobStore::finish(storage::Transaction& tx, const Job& job, std::int64_t lease,
                              bool anew) {
  auto changed = TRY(tx.execute(
      {std::string("UPDATE kontor_job SET state = ?, result = ?, error = ?, attempts = ?, "
                   "run_at = ?, lease = 0, lease_until = 0") +
           (anew ? ", checkpoint = ''" : "") + " WHERE id = ? AND lease = ? AND state = 1",
       {number(job.state), job.result, write_error(job.error), std::int64_t{job.attempts},
        job.run_at.micros, job.id.value, lease}}));
  if (changed != 1) return lost();
  return announce(tx, job.id, job.actor);
}

Result<bool> JobStore::cancel(storage::Transaction& tx, RecordId id) {
  auto job = TRY(find(tx, id));
  if (!job || (job->state != JobState::waiting && job->state != JobState::running)) return false;
  TRY(
      tx.execute({"UPDATE kontor_job SET cancelling = 1, "
                  "state = CASE WHEN state = 0 THEN 4 ELSE state END WHERE id = ?",
                  {id.value}}));
  TRY(announce(tx, id, job->actor));
  return true;
}

Result<bool> JobStore::is_cancelling(storage::Connection& connection, RecordId id) {
  auto flag =
      TRY(connection.integer({"SELECT cancelling FROM kontor_job WHERE id = ?", {id.value}}));
  return flag.value_or(0) != 0;
}

Result<void> JobStore::release_all(storage::Transaction& tx) {
  TRY(tx.execute({"UPDATE kontor_job SET lease_until = 0 WHERE state = 1", {}}));
  return {};
}

Result<std::int64_t> JobStore::trim(storage::Transaction& tx, Instant before) {
  return tx.execute({"DELETE FROM kontor_job WHERE state >= 2 AND run_at < ?", {before.micros}});
}

Result<void> JobStore::announce(storage::Transaction& tx, RecordId id, RecordId actor) {
  Event event;
  event.kind = EventKind::job;
  event.record = id;
  event.actor = actor;
  return append(tx, ids_, std::span(&event, 1));
}

}  // namespace kontor::events
