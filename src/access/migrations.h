// All tables of this room.
#pragma once

#include <vector>

#include "storage/migrate.h"

namespace kontor::access {

std::vector<storage::Migration> migrations();

}  // namespace kontor::access
