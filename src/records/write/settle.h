// What follows from a record's values without asking anyone.
#pragma once

#include "records/write/run.h"

namespace kontor::records {

// Names, the list of touched fields, version, changed_at and changed_by. May be called again after
// values changed.
void settle(Item& item, const Run& run);

}  // namespace kontor::records
