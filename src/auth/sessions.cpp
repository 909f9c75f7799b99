#include "auth/sessions.h"

#include "auth/detail/id_set.h"
#include "auth/detail/secret.h"
#include "base/log.h"
#include "base/text.h"

namespace kontor::auth {
namespace {

using storage::Transaction;

constexpr std::int64_t kCacheFor = kMicrosPerSecond;
constexpr std::size_t kCacheSize = 10'000;
constexpr std::size_t kTokenSize = 43;
constexpr std::size_t kMaxAgent = 200;
// How exactly the idle time is kept: a write per session in this time at most.
constexpr std::int64_t kSeenEvery = 300 * kMicrosPerSecond;

std::int64_t micros(std::chrono::seconds span) {
  return span.count() * kMicrosPerSecond;
}

std::string tidy_agent(const std::string& agent) {
  const std::string line = tidy_line(agent);
  return std::string(truncate(line, kMaxAgent));
}

Result<void> note_person(Transaction& transaction, RecordId user, std::int64_t now) {
  TRY(
      transaction.execute({"INSERT INTO kontor_seen (user_id, seen_at) VALUES (?, ?) "
                           "ON CONFLICT (user_id) DO UPDATE SET seen_at = excluded.seen_at",
                           {user.value, now}}));
  return {};
}

}  // namespace

Result<NewSession> Sessions::start(Transaction& transaction, const User& user, const Client& client,
                                   WayIn way_in) {
  const std::int64_t now = clock_.now().micros;
  NewSession session{ids_.next(), detail::new_secret(), times_.absolute, user};
  TRY(transaction.execute({"DELETE FROM kontor_session WHERE expires_at <= ?", {now}}));
  TRY(transaction.execute(
      {"INSERT INTO kontor_session (hash, id, user_id, created_at, seen_at, expires_at, by_link, "
       "address, agent) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
       {detail::hash_of(session.token), session.id.value, user.id.value, now, now,
        now + micros(times_.absolute), std::int64_t{way_in == WayIn::link}, client.address,
        tidy_agent(client.agent)}}));
  TRY(note_person(transaction, user.id, now));
  return session;
}

Result<std::optional<SignedIn>> Sessions::find(std::string_view token) {
  if (token.size() != kTokenSize) return std::nullopt;
  const std::string key = detail::hash_of(token).bytes;
  const std::int64_t now = clock_.now().micros;
  {
    std::lock_guard lock(mutex_);
    auto cached = cache_.find(key);
    if (cached != cache_.end() && now - cached->second.read_at < kCacheFor) {
      return cached->second.answer;
    }
  }
  auto answer = TRY(read(token, now));
  std::lock_guard lock(mutex_);
  if (cache_.size() >= kCacheSize) cache_.clear();
  // Wrong tokens are not kept: whoever tries them pays with a query each.
  if (answer) {
    cache_[key] = {answer, now};
  } else {
    cache_.erase(key);
  }
  return answer;
}

Result<std::optional<SignedIn>> Sessions::read(std::string_view token, std::int64_t now) {
  const storage::Blob hash = detail::hash_of(token);
  std::optional<SignedIn> found;
  std::int64_t seen_at = 0;
  {
    auto snapshot = TRY(database_.read());
    TRY(snapshot->each(
        {"SELECT s.id, s.seen_at, u.id, u.f_name, u.f_email, u.f_language FROM kontor_session s "
         "JOIN o_user u ON u.id = s.user_id WHERE s.hash = ? AND s.expires_at > ? AND s.seen_at > "
         "? "
         "AND u.f_active = 1 AND u.deleted_at IS NULL",
         {hash, now, now - micros(times_.idle)}},
        [&](const storage::Row& row) {
          SignedIn& entry = found.emplace();
          entry.session = RecordId{row.integer(0)};
          seen_at = row.integer(1);
          entry.user = {RecordId{row.integer(2)}, std::string(row.text(3)),
                        std::string(row.text(4)), std::string(row.text(5)), true};
          entry.actor.user = entry.user.id;
          return false;
        }));
  }
  if (found && now - seen_at >= kSeenEvery) TRY(note_seen(hash, found->user.id, now));
  return found;
}

Result<void> Sessions::note_seen(const storage::Blob& hash, RecordId user, std::int64_t now) {
  return database_.write([&](Transaction& transaction) -> Result<void> {
    TRY(transaction.execute({"UPDATE kontor_session SET seen_at = ? WHERE hash = ?", {now, hash}}));
    return note_person(transaction, user, now);
  });
}

Result<std::vector<RecordId>> Sessions::living(const std::vector<RecordId>& sessions) {
  const std::int64_t now = clock_.now().micros;
  auto snapshot = TRY(database_.read());
  storage::Sql sql{
      "SELECT s.id FROM kontor_session s JOIN o_user u ON u.id = s.user_id WHERE s.expires_at > ? "
      "AND s.seen_at > ? AND u.f_active = 1 AND u.deleted_at IS NULL AND ",
      {now, now - micros(times_.idle)}};
  return detail::ids_among(*snapshot, std::move(sql), "s.id", sessions);
}

Result<std::vector<SessionInfo>> Sessions::list(RecordId user) {
  const std::int64_t now = clock_.now().micros;
  std::vector<SessionInfo> all;
  auto snapshot = TRY(database_.read());
  TRY(snapshot->each(
      {"SELECT id, created_at, seen_at, address, agent FROM kontor_session WHERE "
       "user_id = ? AND expires_at > ? AND seen_at > ? ORDER BY seen_at DESC, id DESC",
       {user.value, now, now - micros(times_.idle)}},
      [&](const storage::Row& row) {
        all.push_back({RecordId{row.integer(0)},
                       Instant{row.integer(1)},
                       Instant{row.integer(2)},
                       {std::string(row.text(3)), std::string(row.text(4))}});
        return true;
      }));
  return all;
}

Result<void> Sessions::end(RecordId user, RecordId session) {
  TRY(database_.write([&](Transaction& transaction) -> Result<void> {
    const auto ended = TRY(transaction.execute(
        {"DELETE FROM kontor_session WHERE id = ? AND user_id = ?", {session.value, user.value}}));
    if (ended == 0) return fail(Code::not_found, "not_found");
    return {};
  }));
  forget();
  log_info("auth.session_ended", {{"user", user.value}, {"session", session.value}});
  return {};
}

void Sessions::forget() {
  std::lock_guard lock(mutex_);
  cache_.clear();
}

}  // namespace kontor::auth
