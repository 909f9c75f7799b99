// Who may work here. People see users through query, as records of the object `user`.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "auth/password.h"
#include "base/id.h"
#include "base/result.h"
#include "base/time.h"
#include "storage/database.h"

namespace kontor::auth {

struct User {
  RecordId id;
  std::string name;
  std::string email;
  std::string language;  // "de" or "en"
  bool active = true;
};

// An account as those who administer it see it.
struct Account {
  User user;
  bool may_log_in = false;         // has a password; without one a login link lets them in
  std::optional<Instant> seen_at;  // to within five minutes; none: never
};

struct NewUser {
  std::string name;
  std::string email;
  std::string language = "de";
};

class Users {
 public:
  Users(storage::Database& database, IdSource& ids, const Clock& clock, PasswordHasher& hasher)
      : database_(database), ids_(ids), clock_(clock), hasher_(hasher) {}

  // Runs in the transaction that adds a user: whoever gives new ones their place.
  using Arrival = std::function<Result<void>(storage::Transaction&, RecordId)>;
  void on_added(Arrival arrival) { arrival_ = std::move(arrival); }
  // Runs in the transaction that ends an account, and may refuse it.
  void on_leaving(Arrival leaving) { leaving_ = std::move(leaving); }

  // Nobody yet: the program waits to be set up.
  [[nodiscard]] Result<bool> none();
  // not_found if there is none (any more).
  [[nodiscard]] Result<User> get(RecordId id);
  [[nodiscard]] Result<std::optional<User>> find(std::string_view email);
  // All of them by name, those who are gone too.
  [[nodiscard]] Result<std::vector<Account>> accounts();

  // `by`: who adds; none for the program itself. Without a password a login link lets them in.
  // Errors, each with its field: invalid "user.name", "user.email", "user.language"; conflict
  // "user.exists".
  [[nodiscard]] Result<RecordId> add(const NewUser& user, RecordId by);

  // Also ends every session of the user but `keep`. See check_password() for its errors.
  [[nodiscard]] Result<void> set_password(RecordId id, std::string_view password,
                                          RecordId keep = {});
  [[nodiscard]] Result<bool> has_password(RecordId id);
  [[nodiscard]] Result<void> set_language(RecordId id, std::string_view language);
  // An inactive user's sessions and links end; what is theirs stays. conflict "user.last": somebody
  // must be left.
  [[nodiscard]] Result<void> set_active(RecordId id, bool active, RecordId by);

 private:
  storage::Database& database_;
  IdSource& ids_;
  const Clock& clock_;
  PasswordHasher& hasher_;
  Arrival arrival_, leaving_;
};

}  // namespace kontor::auth
