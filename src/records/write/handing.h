// Giving a record to somebody else by the right to assign alone: a superior among his own people,
// or whoever hands out what has no owner. It need neither be his to edit before nor stay his after.
#pragma once

#include <vector>

#include "records/write/run.h"

namespace kontor::records {

// Before relations are resolved: marks as handed those that change nothing but whose they are, and
// that the actor may assign.
[[nodiscard]] Result<void> find_handed(Run& run, const std::vector<Item*>& items);

// Once it is known to whom: those that go elsewhere are changes like any other, and refused like
// them. Errors: access.edit, access.field.
[[nodiscard]] Result<void> check_handed(Run& run, const std::vector<Item*>& items);

}  // namespace kontor::records
