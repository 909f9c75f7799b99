// The tables of the catalogue and of the counters kept beside the records (counters.h).
#pragma once

#include <vector>

#include "storage/migrate.h"

namespace kontor::schema {

// kontor_epoch(name, value) holds one number per cached thing; each transaction that changes such
// a thing raises it, each request reads it in its own snapshot. Rows: "schema" is made here, other
// rooms add their own ("rules", "tree", "members", "shares").
inline constexpr const char* kSchemaEpoch = "schema";

std::vector<storage::Migration> migrations();

}  // namespace kontor::schema
