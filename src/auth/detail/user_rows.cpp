#include "auth/detail/user_rows.h"

#include "base/text.h"

namespace kontor::auth::detail {
namespace {

constexpr std::size_t kMaxName = 200;

// Users count as one class of records until access rules tell them apart (schema/counters.h).
constexpr std::int64_t kUserObject = 1;
constexpr std::int64_t kUserClass = 1;

// Not a grammar of addresses: enough to catch what cannot be one.
bool looks_like_email(std::string_view email) {
  std::size_t at = email.find('@');
  if (at == 0 || at == email.npos || at + 1 == email.size() || email.size() > kMaxEmail)
    return false;
  return email.find('@', at + 1) == email.npos && email.find_first_of(" \t,;<>\"") == email.npos;
}

Result<void> count_user(storage::Transaction& transaction) {
  TRY(
      transaction.execute({"INSERT INTO kontor_class (object, id, owner, unit, territory, "
                           "organisation, confidential, n) "
                           "VALUES (?, ?, 0, 0, 0, 0, 0, 1) ON CONFLICT (object, id) DO UPDATE SET "
                           "n = kontor_class.n + 1",
                           {kUserObject, kUserClass}}));
  return {};
}

}  // namespace

std::string tidy_email(std::string_view email) {
  return fold_case(tidy_line(email));
}

Result<NewUser> checked(const NewUser& user) {
  NewUser result{tidy_line(user.name), tidy_email(user.email), user.language};
  if (result.name.empty() || length(result.name) > kMaxName) {
    return fail(Code::invalid, "user.name", {{"max", std::to_string(kMaxName)}}, "name");
  }
  if (!looks_like_email(result.email)) return fail(Code::invalid, "user.email", {}, "email");
  if (result.language != "de" && result.language != "en") {
    return fail(Code::invalid, "user.language", {}, "language");
  }
  return result;
}

Result<void> insert_user(storage::Transaction& transaction, RecordId id, const NewUser& user,
                         RecordId by, std::int64_t now) {
  const storage::Value author = by ? storage::Value(by.value) : storage::Value();
  auto inserted = transaction.execute(
      {"INSERT INTO o_user (id, version, title, title_fold, title_sort, confidential, zk, "
       "created_at, created_by, changed_at, changed_by, f_name, f_email, f_language, f_active) "
       "VALUES (?, 1, ?, ?, ?, 0, ?, ?, ?, ?, ?, ?, ?, ?, 1)",
       {id.value, user.name, fold_case(user.name), storage::Blob{sort_key(user.name)}, kUserClass,
        now, author, now, author, user.name, user.email, user.language}});
  if (!inserted && inserted.error().code == Code::conflict) {
    return fail(Code::conflict, "user.exists", {{"email", user.email}}, "email");
  }
  TRY(std::move(inserted));
  return count_user(transaction);
}

Result<void> store_password(storage::Transaction& transaction, RecordId id, const std::string& hash,
                            std::int64_t now) {
  TRY(transaction.execute(
      {"INSERT INTO kontor_credential (user_id, password_hash, changed_at) VALUES (?, ?, ?) "
       "ON CONFLICT (user_id) DO UPDATE SET password_hash = excluded.password_hash, "
       "changed_at = excluded.changed_at",
       {id.value, hash, now}}));
  return {};
}

Result<std::optional<User>> read_user(storage::Connection& connection, storage::Sql where) {
  storage::Sql sql{
      "SELECT id, f_name, f_email, f_language, f_active FROM o_user WHERE "
      "deleted_at IS NULL AND ",
      {}};
  sql << where;
  std::optional<User> user;
  TRY(connection.each(sql, [&](const storage::Row& row) {
    user = User{RecordId{row.integer(0)}, std::string(row.text(1)), std::string(row.text(2)),
                std::string(row.text(3)), row.integer(4) == 1};
    return false;
  }));
  return user;
}

}  // namespace kontor::auth::detail
