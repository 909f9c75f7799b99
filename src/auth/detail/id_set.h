// Asking for many ids at once.
#pragma once

#include <string_view>
#include <vector>

#include "base/id.h"
#include "storage/database.h"

namespace kontor::auth::detail {

// Runs `sql` (a query of one column, ending in AND) with "`column` is one of `ids`"; the ids found,
// ascending.
Result<std::vector<RecordId>> ids_among(storage::Connection& connection, storage::Sql sql,
                                        std::string_view column, const std::vector<RecordId>& ids);

}  // namespace kontor::auth::detail
