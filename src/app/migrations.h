// Every system table, room by room, lowest first.
#pragma once

#include <vector>

#include "storage/migrate.h"

namespace kontor::app {

std::vector<storage::Migration> all_migrations();

}  // namespace kontor::app
