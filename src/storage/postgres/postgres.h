// Kontor on PostgreSQL.
#pragma once

#include <memory>

#include "storage/database.h"

namespace kontor::storage::postgres {

[[nodiscard]] Result<std::unique_ptr<Database>> open(const OpenOptions& options);

}  // namespace kontor::storage::postgres
