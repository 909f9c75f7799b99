#include "auth/users.h"

#include "auth/detail/user_rows.h"
#include "base/log.h"

namespace kontor::auth {

using storage::Transaction;

Result<bool> Users::none() {
  auto snapshot = TRY(database_.read());
  return !TRY(snapshot->integer({"SELECT 1 FROM o_user LIMIT 1", {}})).has_value();
}

Result<User> Users::get(RecordId id) {
  auto snapshot = TRY(database_.read());
  auto user = TRY(detail::read_user(*snapshot, {"id = ?", {id.value}}));
  if (!user) return fail(Code::not_found, "not_found");
  return *user;
}

Result<std::optional<User>> Users::find(std::string_view email) {
  auto snapshot = TRY(database_.read());
  return detail::read_user(*snapshot, {"f_email = ?", {detail::tidy_email(email)}});
}

Result<std::vector<Account>> Users::accounts() {
  std::vector<Account> all;
  auto snapshot = TRY(database_.read());
  TRY(snapshot->each(
      {"SELECT u.id, u.f_name, u.f_email, u.f_language, u.f_active, c.user_id, s.seen_at "
       "FROM o_user u LEFT JOIN kontor_credential c ON c.user_id = u.id "
       "LEFT JOIN kontor_seen s ON s.user_id = u.id WHERE u.deleted_at IS NULL "
       "ORDER BY u.title_sort, u.id",
       {}},
      [&](const storage::Row& row) {
        Account& account = all.emplace_back();
        account.user = {RecordId{row.integer(0)}, std::string(row.text(1)),
                        std::string(row.text(2)), std::string(row.text(3)), row.integer(4) != 0};
        account.may_log_in = !row.is_null(5);
        if (!row.is_null(6)) account.seen_at = Instant{row.integer(6)};
        return true;
      }));
  return all;
}

Result<RecordId> Users::add(const NewUser& user, RecordId by) {
  const NewUser row = TRY(detail::checked(user));
  const RecordId id = ids_.next();
  const std::int64_t now = clock_.now().micros;
  TRY(database_.write([&](Transaction& transaction) -> Result<void> {
    TRY(detail::insert_user(transaction, id, row, by, now));
    return arrival_ ? arrival_(transaction, id) : Result<void>();
  }));
  log_info("auth.user_added", {{"user", id.value}, {"by", by.value}});
  return id;
}

Result<void> Users::set_password(RecordId id, std::string_view password, RecordId keep) {
  const User user = TRY(get(id));
  TRY(check_password(password, {user.name, user.email}));
  const std::string hash = TRY(hasher_.hash(password));
  const std::int64_t now = clock_.now().micros;
  TRY(database_.write([&](Transaction& transaction) -> Result<void> {
    TRY(detail::store_password(transaction, id, hash, now));
    TRY(transaction.execute(
        {"DELETE FROM kontor_session WHERE user_id = ? AND id <> ?", {id.value, keep.value}}));
    TRY(transaction.execute({"DELETE FROM kontor_login_link WHERE user_id = ?", {id.value}}));
    return {};
  }));
  log_info("auth.password_set", {{"user", id.value}});
  return {};
}

Result<bool> Users::has_password(RecordId id) {
  auto snapshot = TRY(database_.read());
  return TRY(snapshot->integer({"SELECT 1 FROM kontor_credential WHERE user_id = ?", {id.value}}))
      .has_value();
}

Result<void> Users::set_language(RecordId id, std::string_view language) {
  if (language != "de" && language != "en") {
    return fail(Code::invalid, "user.language", {}, "language");
  }
  const std::int64_t now = clock_.now().micros;
  return database_.write([&](Transaction& transaction) -> Result<void> {
    TRY(
        transaction.execute({"UPDATE o_user SET f_language = ?, version = version + 1, "
                             "changed_at = ?, changed_by = ? WHERE id = ? AND deleted_at IS NULL",
                             {std::string(language), now, id.value, id.value}}));
    return {};
  });
}

Result<void> Users::set_active(RecordId id, bool active, RecordId by) {
  const std::int64_t now = clock_.now().micros;
  const storage::Value author = by ? storage::Value(by.value) : storage::Value();
  TRY(database_.write([&](Transaction& transaction) -> Result<void> {
    const auto changed = TRY(transaction.execute(
        {"UPDATE o_user SET f_active = ?, version = version + 1, changed_at = ?, changed_by = ? "
         "WHERE id = ? AND deleted_at IS NULL",
         {std::int64_t{active}, now, author, id.value}}));
    if (changed == 0) return fail(Code::not_found, "not_found");
    // Who is away decides who stands in for them: that has to be looked at again.
    TRY(transaction.execute(
        {"UPDATE kontor_epoch SET value = value + 1 WHERE name = 'organisation'", {}}));
    if (active) return {};
    if (leaving_) TRY(leaving_(transaction, id));
    const auto left = TRY(transaction.integer(
        {"SELECT 1 FROM o_user WHERE f_active = 1 AND deleted_at IS NULL LIMIT 1", {}}));
    if (!left) return fail(Code::conflict, "user.last");
    for (const char* end : {"DELETE FROM kontor_session WHERE user_id = ?",
                            "DELETE FROM kontor_login_link WHERE user_id = ?"}) {
      TRY(transaction.execute({end, {id.value}}));
    }
    return {};
  }));
  log_info("auth.user_active", {{"user", id.value}, {"active", active}, {"by", by.value}});
  return {};
}

}  // namespace kontor::auth
