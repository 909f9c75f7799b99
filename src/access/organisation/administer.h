// Who may change the organisation. One function, asked by every way in.
#pragma once

#include "access/organisation/organisation.h"
#include "auth/actor.h"
#include "base/result.h"

namespace kontor::access {

// Errors: forbidden access.administrator, write.read_only (a key that only reads changes nothing).
[[nodiscard]] Result<void> require_administrator(const Organisation& organisation,
                                                 const auth::Actor& actor, bool changes);

}  // namespace kontor::access
