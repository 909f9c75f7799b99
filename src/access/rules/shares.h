// Single records shared with people, teams and units.
#pragma once

#include "access/organisation/organisation.h"
#include "access/rules/principal.h"
#include "base/result.h"
#include "storage/database.h"

namespace kontor::access {

// What is shared with the user at that moment.
[[nodiscard]] Result<SharedRecords> shared_with(storage::Connection& connection,
                                                const Organisation& organisation, Id user,
                                                Instant at);

}  // namespace kontor::access
