// Defaults are expressions of `me`, now() and constants, evaluated when a record is created.
#pragma once

#include "records/write/run.h"

namespace kontor::records {

[[nodiscard]] Result<schema::FieldValue> default_value(const Run& run, const schema::Object& object,
                                                       const schema::Field& field);

}  // namespace kontor::records
