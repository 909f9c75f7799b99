// The rules as they lie in the database, and changing them.
#pragma once

#include <string>
#include <vector>

#include "access/rules/rule.h"
#include "base/id.h"
#include "base/result.h"
#include "schema/catalogue.h"
#include "storage/database.h"

namespace kontor::access {

// The active rules by name.
[[nodiscard]] Result<std::vector<Rule>> load_rules(storage::Connection& connection,
                                                   const schema::Catalogue& catalogue);

// From now on these rules and no others. Raises the epoch of rules in the same transaction. Errors:
// those of RuleBook::make(); rule.locks_out when nobody could see anything any more.
[[nodiscard]] Result<void> replace_rules(storage::Transaction& transaction,
                                         const std::vector<Rule>& rules,
                                         const schema::CataloguePtr& catalogue, RecordId by,
                                         Instant at);

}  // namespace kontor::access
