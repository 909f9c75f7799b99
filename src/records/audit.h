// Whether everything a write leaves behind agrees: records, history, search index and counters.
// Used by `kontor doctor` and after crashes in tests. Reads every row: minutes at a million
// records.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "schema/catalogue.h"
#include "storage/database.h"

namespace kontor::records {

struct Finding {
  std::string check;   // "history", "events", "search", "counters", "stages", "sums", "changes",
                       // "database"
  std::string object;  // empty: the whole database
  std::int64_t rows = 0;
  std::string detail = {};
};

// Empty: everything agrees.
[[nodiscard]] Result<std::vector<Finding>> audit(storage::Connection& connection,
                                                 const schema::Catalogue& catalogue);

}  // namespace kontor::records
