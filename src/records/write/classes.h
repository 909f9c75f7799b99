// Access classes: records that agree in everything rules look at share one. The rows of
// kontor_class are made here, their counters kept in counters.h.
#pragma once

#include "records/write/run.h"

namespace kontor::records {

// Gives each of these items (of one object) the class of what it will be. True if classes were
// made that the rights of this run do not know yet.
[[nodiscard]] Result<bool> assign_classes(Run& run, const std::vector<Item*>& items);

}  // namespace kontor::records
