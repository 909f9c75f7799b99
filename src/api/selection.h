// What the body of a list and of its export have in common.
#pragma once

#include "api/call.h"
#include "api/decode.h"
#include "query/list.h"

namespace kontor::api {

// The object from the path; filter, sort, fields and search from the body.
[[nodiscard]] Result<query::ListRequest> read_selection(const Call& call, Members& body);

}  // namespace kontor::api
