// Defaults are expressions of `me`, now() and constants, evaluated when records are created.
#pragma once

#include "records/write/run.h"

namespace kontor::records {

// The defaults of an object's fields that have one and are not empty. They are the same for all
// records of a batch.
[[nodiscard]] Result<std::vector<std::pair<int, schema::FieldEdit>>> default_values(
    const Run& run, const RowShape& shape);

}  // namespace kontor::records
