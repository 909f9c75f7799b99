// How much of a record somebody can pass on by sharing it.
#pragma once

#include "base/id.h"
#include "base/result.h"
#include "query/scope.h"
#include "storage/database.h"

namespace kontor::access {

// Nobody passes on more than they have: what a share shows, in the mode `least`, its giver must see
// as well.
[[nodiscard]] Result<bool> shows_as_much(query::ScopeSource& giver, storage::Connection& connection,
                                         const schema::Object& object, RecordId record,
                                         query::Mode least);

}  // namespace kontor::access
