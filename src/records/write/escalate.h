// Keeps the columns of escalations: when the owner got a record, and when each step begins. They
// follow from the record, its owner and what was done since; the clock is asked of nobody, so no
// job can be late (docs/dev/procedures.md).
#pragma once

#include <vector>

#include "access/rules/blocks.h"
#include "query/scope.h"
#include "records/write/run.h"

namespace kontor::records {

struct SettledRow {
  std::int64_t id = 0, version = 0, zk = 0;
};

// Works the columns of these records out anew (ids ascending); answers whose changed. `rights`: of
// anybody, conditions of blocks ask no reader.
[[nodiscard]] Result<std::vector<SettledRow>> settle_escalation(storage::Transaction& tx,
                                                                const access::BoundBlock& bound,
                                                                const schema::Catalogue& catalogue,
                                                                std::vector<std::int64_t> ids,
                                                                query::ScopeSource& rights);

// Empties them: no escalation is in force for the object.
[[nodiscard]] Result<void> clear_escalation(storage::Transaction& tx, const schema::Object& object,
                                            std::vector<std::int64_t> ids);

// The step (write.cpp).
[[nodiscard]] Result<void> escalate(Run& run);

}  // namespace kontor::records
