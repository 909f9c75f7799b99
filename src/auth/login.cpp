#include "auth/login.h"

#include "auth/detail/secret.h"
#include "auth/detail/user_rows.h"
#include "base/log.h"

namespace kontor::auth {
namespace {

using storage::Transaction;

constexpr std::int64_t kLinkFor = 48 * 3600 * kMicrosPerSecond;
constexpr std::size_t kMaxPasswordBytes = 4 * kMaxPassword;

Failure refused() {
  return fail(Code::unauthorized, "login.failed");
}

// Uses a token up: whose it was, nothing for a wrong one. That of the first run belongs to nobody
// and is good for nothing else.
Result<std::optional<RecordId>> spend(Transaction& transaction, std::string_view token,
                                      std::int64_t now) {
  const storage::Blob hash = detail::hash_of(token);
  const auto user = TRY(transaction.integer(
      {"SELECT user_id FROM kontor_login_link WHERE hash = ? AND expires_at > ?", {hash, now}}));
  if (!user) return std::nullopt;
  // Two at once: only one of them deletes the row.
  const auto spent =
      TRY(transaction.execute({"DELETE FROM kontor_login_link WHERE hash = ?", {hash}}));
  if (spent == 0) return std::nullopt;
  return RecordId{*user};
}

}  // namespace

Result<NewSession> Login::with_password(std::string_view email, std::string_view password,
                                        const Client& client) {
  const Attempt attempt{detail::tidy_email(email), client.address};
  // Longer than any account's: not worth a count and a hash.
  if (attempt.account.size() > detail::kMaxEmail) return refused();
  if (password.empty() || password.size() > kMaxPasswordBytes) return refused();
  TRY(throttle_.admit(attempt));
  const auto found = TRY(account(attempt.account));
  const bool right = TRY(right_password(found, password));
  if (!right || !found->user.active) {
    log_warn("auth.login_refused", {{"user", found ? found->user.id.value : 0}});
    return refused();
  }
  TRY(throttle_.succeeded(attempt, found->user.id.value));
  if (hasher_.is_outdated(found->hash)) TRY(renew_hash(*found, password));
  NewSession session;
  TRY(database_.write([&](Transaction& transaction) -> Result<void> {
    session = TRY(sessions_.start(transaction, found->user, client, WayIn::password));
    return {};
  }));
  log_info("auth.login", {{"user", found->user.id.value}, {"session", session.id.value}});
  return session;
}

Result<std::optional<Login::Account>> Login::account(const std::string& email) {
  auto snapshot = TRY(database_.read());
  const auto user = TRY(detail::read_user(*snapshot, {"f_email = ?", {email}}));
  if (!user) return std::nullopt;
  const auto hash = TRY(snapshot->text(
      {"SELECT password_hash FROM kontor_credential WHERE user_id = ?", {user->id.value}}));
  return Account{*user, hash.value_or("")};
}

// Always one hash, so that time does not tell whether there is such an account.
Result<bool> Login::right_password(const std::optional<Account>& account,
                                   std::string_view password) {
  if (!account || account->hash.empty()) return hasher_.matches_nothing(password);
  return hasher_.matches(password, account->hash);
}

Result<void> Login::renew_hash(const Account& account, std::string_view password) {
  const std::string hash = TRY(hasher_.hash(password));
  const std::int64_t now = clock_.now().micros;
  return database_.write([&](Transaction& transaction) {
    return detail::store_password(transaction, account.user.id, hash, now);
  });
}

Result<void> Login::change_password(RecordId user, RecordId session, std::string_view current,
                                    std::string_view password, const std::string& address) {
  if (!TRY(may_skip_current(user, session))) {
    const User known = TRY(users_.get(user));
    const Attempt attempt{known.email, address};
    TRY(throttle_.admit(attempt));
    if (!TRY(right_password(TRY(account(known.email)), current))) {
      return fail(Code::invalid, "password.wrong", {}, "current_password");
    }
    TRY(throttle_.succeeded(attempt, user.value));
  }
  TRY(users_.set_password(user, password, session));
  sessions_.forget();
  return {};
}

// Who came by a link has no password yet or has forgotten it.
Result<bool> Login::may_skip_current(RecordId user, RecordId session) {
  auto snapshot = TRY(database_.read());
  const auto by_link =
      TRY(snapshot->integer({"SELECT by_link FROM kontor_session WHERE id = ? AND user_id = ?",
                             {session.value, user.value}}));
  const auto has_password =
      TRY(snapshot->integer({"SELECT 1 FROM kontor_credential WHERE user_id = ?", {user.value}}));
  return by_link.value_or(0) == 1 || !has_password;
}

Result<std::string> Login::make_token(RecordId user) {
  const std::string token = detail::new_secret();
  const std::int64_t now = clock_.now().micros;
  TRY(database_.write([&](Transaction& transaction) -> Result<void> {
    // One open link per user: a new one replaces the old.
    TRY(transaction.execute(
        {"DELETE FROM kontor_login_link WHERE user_id = ? OR expires_at <= ?", {user.value, now}}));
    TRY(transaction.execute(
        {"INSERT INTO kontor_login_link (hash, user_id, expires_at) VALUES (?, ?, ?)",
         {detail::hash_of(token), user.value, now + kLinkFor}}));
    return {};
  }));
  return token;
}

Result<std::string> Login::make_link(RecordId user) {
  auto snapshot = TRY(database_.read());
  const auto found = TRY(detail::read_user(*snapshot, {"id = ?", {user.value}}));
  snapshot.reset();
  if (!found || !found->active) return fail(Code::not_found, "not_found");
  log_info("auth.link_made", {{"user", user.value}});
  return make_token(user);
}

Result<NewSession> Login::with_link(std::string_view token, const Client& client) {
  const std::int64_t now = clock_.now().micros;
  std::optional<NewSession> session;
  TRY(database_.write([&](Transaction& transaction) -> Result<void> {
    const auto id = TRY(spend(transaction, token, now));
    if (!id || !*id) return refused();
    const auto user = TRY(detail::read_user(transaction, {"id = ?", {id->value}}));
    if (!user || !user->active) return refused();
    session = TRY(sessions_.start(transaction, *user, client, WayIn::link));
    return {};
  }));
  log_info("auth.login_by_link", {{"user", session->user.id.value}});
  return *session;
}

Result<std::optional<std::string>> Login::make_set_up_token() {
  auto snapshot = TRY(database_.read());
  const auto anybody = TRY(snapshot->integer({"SELECT 1 FROM o_user LIMIT 1", {}}));
  snapshot.reset();
  if (anybody) return std::nullopt;
  return TRY(make_token(RecordId{}));
}

Result<NewSession> Login::set_up(std::string_view token, const NewUser& user,
                                 std::string_view password, const Client& client) {
  const NewUser row = TRY(detail::checked(user));
  TRY(check_password(password, {row.name, row.email}));
  const std::string hash = TRY(hasher_.hash(password));
  const RecordId id = ids_.next();
  const std::int64_t now = clock_.now().micros;
  std::optional<NewSession> session;
  TRY(database_.write([&](Transaction& transaction) -> Result<void> {
    if (TRY(transaction.integer({"SELECT 1 FROM o_user LIMIT 1", {}}))) {
      return fail(Code::conflict, "setup.done");
    }
    const auto spent = TRY(spend(transaction, token, now));
    if (!spent || *spent) return refused();
    TRY(detail::insert_user(transaction, id, row, {}, now));
    TRY(detail::store_password(transaction, id, hash, now));
    if (arrival_) TRY(arrival_(transaction, id));
    const User first{id, row.name, row.email, row.language, true};
    session = TRY(sessions_.start(transaction, first, client, WayIn::password));
    return {};
  }));
  log_info("auth.set_up", {{"user", id.value}});
  return *session;
}

}  // namespace kontor::auth
