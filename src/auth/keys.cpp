#include "auth/keys.h"

#include "auth/detail/id_set.h"
#include "auth/detail/secret.h"
#include "base/log.h"
#include "base/text.h"

namespace kontor::auth {
namespace {

using storage::Transaction;

constexpr std::string_view kPrefix = "kontor_";
constexpr std::size_t kKeySize = 7 + 43;
constexpr std::size_t kShown = 7 + 4;
constexpr std::size_t kMaxName = 100;
constexpr std::int64_t kMaxKeys = 100;
constexpr std::int64_t kUsedEvery = 3600 * kMicrosPerSecond;

std::optional<Instant> maybe_instant(const storage::Row& row, int column) {
  if (row.is_null(column)) return std::nullopt;
  return Instant{row.integer(column)};
}

storage::Value maybe_value(std::optional<Instant> instant) {
  return instant ? storage::Value(instant->micros) : storage::Value();
}

}  // namespace

std::string_view bearer_key(std::string_view authorization) {
  constexpr std::string_view kScheme = "Bearer ";
  if (!authorization.starts_with(kScheme)) return {};
  return trim(authorization.substr(kScheme.size()));
}

Result<MadeKey> Keys::make(RecordId user, const NewKey& key) {
  const std::string name = tidy_line(key.name);
  const std::int64_t now = clock_.now().micros;
  if (name.empty() || length(name) > kMaxName) {
    return fail(Code::invalid, "key.name", {{"max", std::to_string(kMaxName)}}, "name");
  }
  if (key.expires_at && key.expires_at->micros <= now) {
    return fail(Code::invalid, "key.expired", {}, "expires");
  }
  const MadeKey made{ids_.next(), std::string(kPrefix) + detail::new_secret()};
  TRY(database_.write([&](Transaction& transaction) -> Result<void> {
    const auto count = TRY(transaction.integer(
        {"SELECT count(*) FROM kontor_api_key WHERE user_id = ?", {user.value}}));
    if (count.value_or(0) >= kMaxKeys) {
      return fail(Code::conflict, "key.too_many", {{"max", std::to_string(kMaxKeys)}});
    }
    TRY(transaction.execute(
        {"INSERT INTO kontor_api_key (id, hash, user_id, name, beginning, may_write, created_at, "
         "expires_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
         {made.id.value, detail::hash_of(made.key), user.value, name, made.key.substr(0, kShown),
          std::int64_t{key.may_write}, now, maybe_value(key.expires_at)}}));
    return {};
  }));
  log_info("auth.key_made", {{"user", user.value}, {"key", made.id.value}});
  return made;
}

Result<std::optional<KeyHolder>> Keys::find(std::string_view key) {
  if (key.size() != kKeySize || !key.starts_with(kPrefix)) return std::nullopt;
  const std::int64_t now = clock_.now().micros;
  std::optional<KeyHolder> found;
  std::int64_t used_at = 0;
  {
    auto snapshot = TRY(database_.read());
    TRY(snapshot->each(
        {"SELECT k.id, k.may_write, k.used_at, u.id, u.f_name, u.f_email, u.f_language FROM "
         "kontor_api_key k JOIN o_user u ON u.id = k.user_id WHERE k.hash = ? AND "
         "(k.expires_at IS NULL OR k.expires_at > ?) AND u.f_active = 1 AND u.deleted_at IS NULL",
         {detail::hash_of(key), now}},
        [&](const storage::Row& row) {
          KeyHolder& holder = found.emplace();
          holder.key = RecordId{row.integer(0)};
          holder.actor.may_write = row.integer(1) == 1;
          used_at = row.integer(2);
          holder.user = {RecordId{row.integer(3)}, std::string(row.text(4)),
                         std::string(row.text(5)), std::string(row.text(6)), true};
          holder.actor.user = holder.user.id;
          return false;
        }));
  }
  if (found && now - used_at >= kUsedEvery) TRY(note_used(found->key, now));
  return found;
}

Result<void> Keys::note_used(RecordId key, std::int64_t now) {
  return database_.write([&](Transaction& transaction) -> Result<void> {
    TRY(transaction.execute(
        {"UPDATE kontor_api_key SET used_at = ? WHERE id = ?", {now, key.value}}));
    return {};
  });
}

Result<std::vector<RecordId>> Keys::living(const std::vector<RecordId>& keys) {
  auto snapshot = TRY(database_.read());
  storage::Sql sql{
      "SELECT k.id FROM kontor_api_key k JOIN o_user u ON u.id = k.user_id WHERE (k.expires_at IS "
      "NULL OR k.expires_at > ?) AND u.f_active = 1 AND u.deleted_at IS NULL AND ",
      {clock_.now().micros}};
  return detail::ids_among(*snapshot, std::move(sql), "k.id", keys);
}

Result<std::vector<KeyInfo>> Keys::list(RecordId user) {
  std::vector<KeyInfo> all;
  auto snapshot = TRY(database_.read());
  TRY(snapshot->each({"SELECT id, name, beginning, may_write, created_at, expires_at, used_at FROM "
                      "kontor_api_key WHERE user_id = ? ORDER BY id",
                      {user.value}},
                     [&](const storage::Row& row) {
                       all.push_back({RecordId{row.integer(0)}, std::string(row.text(1)),
                                      std::string(row.text(2)), row.integer(3) == 1,
                                      Instant{row.integer(4)}, maybe_instant(row, 5),
                                      maybe_instant(row, 6)});
                       return true;
                     }));
  return all;
}

Result<void> Keys::revoke(RecordId user, RecordId key) {
  TRY(database_.write([&](Transaction& transaction) -> Result<void> {
    const auto gone = TRY(transaction.execute(
        {"DELETE FROM kontor_api_key WHERE id = ? AND user_id = ?", {key.value, user.value}}));
    if (gone == 0) return fail(Code::not_found, "not_found");
    return {};
  }));
  log_info("auth.key_revoked", {{"user", user.value}, {"key", key.value}});
  return {};
}

}  // namespace kontor::auth
