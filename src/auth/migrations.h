// The tables of this room.
//
//   o_user              who may work here; a record table like any other (schema/catalogue.h), so
//   that
//                       users are read through query; written here only
//   kontor_credential   one password hash per user
//   kontor_session      who is logged in where
//   kontor_login_link   one-time links, also that of the first run
//   kontor_api_key      keys of programs
//   kontor_throttle     recent failures per account and per address
//   kontor_known_place  addresses from which an account has logged in before
//
// Secrets are kept as hashes only: a copy of the database opens nothing.
#pragma once

#include <vector>

#include "storage/migrate.h"

namespace kontor::auth {

std::vector<storage::Migration> migrations();

}  // namespace kontor::auth
