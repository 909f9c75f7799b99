// What the caller learns.
#pragma once

#include "records/write/run.h"

namespace kontor::records {

// One outcome for each change, in their order.
void make_answer(Run& run);

}  // namespace kontor::records
