#include "events/notices.h"

#include <algorithm>
#include <memory>

#include "events/outbox.h"
#include "storage/dialect.h"

namespace kontor::events {
namespace {

constexpr const char* kNotices = R"(
CREATE TABLE kontor_notice (
  id {int} PRIMARY KEY,
  user_id {int} NOT NULL,
  kind {text} NOT NULL,
  object {int} NOT NULL,
  record {int} NOT NULL,
  detail {text} NOT NULL,
  at {int} NOT NULL,
  read_at {int},
  key {text} NOT NULL
);
CREATE INDEX kontor_notice_user ON kontor_notice (user_id, at);
CREATE INDEX kontor_notice_at ON kontor_notice (at);
CREATE UNIQUE INDEX kontor_notice_key ON kontor_notice (user_id, key);
)";

// Who it concerns stands where other events name the record.
Result<void> announce(storage::Transaction& tx, IdSource& ids, RecordId user) {
  Event event;
  event.kind = EventKind::notice;
  event.record = user;
  return append(tx, ids, std::span(&event, 1));
}

}  // namespace

Result<bool> add_notice(storage::Transaction& tx, IdSource& ids, Notice notice) {
  notice.id = ids.next();
  const std::string key = notice.key.empty() ? "#" + to_string(notice.id) : notice.key;
  const auto added = TRY(
      tx.execute({"INSERT INTO kontor_notice (id, user_id, kind, object, record, detail, at, key) "
                  "VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                  {notice.id.value, notice.user.value, notice.kind, std::int64_t{notice.object},
                   notice.record.value, notice.detail, notice.at.micros, key}}));
  if (added == 0) return false;
  TRY(announce(tx, ids, notice.user));
  return true;
}

Result<std::vector<Notice>> list_notices(storage::Connection& connection, RecordId user,
                                         std::int64_t limit) {
  std::vector<Notice> notices;
  TRY(connection.each({"SELECT id, kind, object, record, detail, at, read_at, key FROM "
                       "kontor_notice WHERE user_id = ? ORDER BY at DESC, id DESC LIMIT ?",
                       {user.value, limit}},
                      [&](const storage::Row& row) {
                        Notice notice{.id = {row.integer(0)},
                                      .user = user,
                                      .kind = std::string(row.text(1)),
                                      .object = static_cast<int>(row.integer(2)),
                                      .record = {row.integer(3)},
                                      .detail = std::string(row.text(4)),
                                      .at = {row.integer(5)}};
                        if (!row.is_null(6)) notice.read_at = Instant{row.integer(6)};
                        notice.key = row.text(7);
                        notices.push_back(std::move(notice));
                        return true;
                      }));
  return notices;
}

Result<std::int64_t> mark_read(storage::Transaction& tx, IdSource& ids, RecordId user,
                               const std::vector<RecordId>& only, Instant at) {
  storage::Sql sql{"UPDATE kontor_notice SET read_at = ? WHERE user_id = ? AND read_at IS NULL",
                   {at.micros, user.value}};
  if (!only.empty()) {
    auto named = std::make_shared<std::vector<std::int64_t>>();
    for (const RecordId id : only) named->push_back(id.value);
    std::ranges::sort(*named);
    sql << " AND " << storage::in_ints(tx.engine(), "id");
    sql.params.emplace_back(storage::IntSet(std::move(named)));
  }
  const auto count = TRY(tx.execute(sql));
  if (count > 0) TRY(announce(tx, ids, user));
  return count;
}

Result<std::int64_t> trim_notices(storage::Transaction& tx, Instant now) {
  return tx.execute(
      {"DELETE FROM kontor_notice WHERE at < ?", {now.micros - kNoticeDays * kMicrosPerDay}});
}

std::vector<storage::Migration> notice_migrations() {
  return {{"events.101_notices", kNotices}};
}

}  // namespace kontor::events
