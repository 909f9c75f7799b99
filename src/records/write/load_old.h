// Loading, for `load_old` and for records that `relations` finds out to be concerned as well.
#pragma once

#include "records/write/run.h"

namespace kontor::records {

// Reads and locks what these items (of one object, ascending by id) change.
[[nodiscard]] Result<void> load_items(Run& run, const std::vector<Item*>& items);

// Refuses those that the actor may not see, change, remove or create.
[[nodiscard]] Result<void> authorize_items(Run& run, const std::vector<Item*>& items);

}  // namespace kontor::records
