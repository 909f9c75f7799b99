// The system tables, made and upgraded step by step. Each room that owns tables contributes one
// ordered list of steps; a step runs once, in one transaction with its entry in `kontor_migration`.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "storage/database.h"

namespace kontor::storage {

struct Migration {
  std::string name;  // "auth.001_users": room, number, what; never changes once released
  // SQL of both engines. {int} {text} {blob} stand for the engine's column types; {keyed} behind a
  // table keeps its rows in the primary key itself, where the engine can.
  std::string sql;
};

// Brings the database to the state after `steps`. Refuses (Code::conflict, "storage.newer") a
// database that has steps unknown to this program: downgrading means restoring a backup.
[[nodiscard]] Result<void> migrate(Database& database, const std::vector<Migration>& steps);

}  // namespace kontor::storage
