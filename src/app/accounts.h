// The auth room's parts, wired for one workspace.
#pragma once

#include "auth/keys.h"
#include "auth/login.h"
#include "auth/sessions.h"
#include "auth/users.h"
#include "base/time.h"

namespace kontor::app {

struct Accounts {
  Accounts(storage::Database& database, IdSource& ids)
      : users(database, ids, system_clock(), hasher),
        sessions(database, ids, system_clock()),
        login(database, ids, system_clock(), hasher, users, sessions),
        keys(database, ids, system_clock()) {}

  auth::PasswordHasher hasher;
  auth::Users users;
  auth::Sessions sessions;
  auth::Login login;
  auth::Keys keys;
};

}  // namespace kontor::app
