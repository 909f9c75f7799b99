// The ways in: a password, a one-time link, and setting up the first user.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "auth/sessions.h"
#include "auth/throttle.h"

namespace kontor::auth {

class Login {
 public:
  Login(storage::Database& database, IdSource& ids, const Clock& clock, PasswordHasher& hasher,
        Users& users, Sessions& sessions)
      : database_(database),
        ids_(ids),
        clock_(clock),
        hasher_(hasher),
        users_(users),
        sessions_(sessions),
        throttle_(database, clock) {}

  // unauthorized "login.failed" for every reason, in the same time; too_many "login.throttled"
  // {seconds} before the password is looked at; unavailable "login.busy".
  [[nodiscard]] Result<NewSession> with_password(std::string_view email, std::string_view password,
                                                 const Client& client);

  // A person changes their own password; their other sessions end. A stolen session is not enough:
  // the current password is asked for, unless there is none or the session came by a link. invalid
  // "password.wrong", the throttle's errors, and those of check_password().
  [[nodiscard]] Result<void> change_password(RecordId user, RecordId session,
                                             std::string_view current, std::string_view password,
                                             const std::string& address);

  // A token for the address of a link that lets `user` in once, within 48 hours.
  [[nodiscard]] Result<std::string> make_link(RecordId user);
  // unauthorized "login.failed" for every reason.
  [[nodiscard]] Result<NewSession> with_link(std::string_view token, const Client& client);

  // The token that set_up() asks for: nothing once there is a user. A new one ends the old.
  [[nodiscard]] Result<std::optional<std::string>> make_set_up_token();
  // Makes the first user and logs in. conflict "setup.done"; unauthorized "login.failed" for a
  // wrong token; the errors of Users::add and check_password.
  [[nodiscard]] Result<NewSession> set_up(std::string_view token, const NewUser& user,
                                          std::string_view password, const Client& client);

  // What else is done in the transaction that makes the first account (Users::on_added).
  void on_added(Users::Arrival arrival) { arrival_ = std::move(arrival); }

 private:
  struct Account {
    User user;
    std::string hash;  // empty: has no password
  };
  Result<std::optional<Account>> account(const std::string& email);
  Result<bool> right_password(const std::optional<Account>& account, std::string_view password);
  Result<bool> may_skip_current(RecordId user, RecordId session);
  Result<void> renew_hash(const Account& account, std::string_view password);
  Result<std::string> make_token(RecordId user);

  storage::Database& database_;
  IdSource& ids_;
  const Clock& clock_;
  PasswordHasher& hasher_;
  Users& users_;
  Sessions& sessions_;
  Throttle throttle_;
  Users::Arrival arrival_;
};

}  // namespace kontor::auth
