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

// The active rules by name, those of units too.
[[nodiscard]] Result<std::vector<Rule>> load_rules(storage::Connection& connection,
                                                   const schema::Catalogue& catalogue);

// `rules` for this unit (0: for the whole workspace) along with all that is written for others.
// Errors: rule.same_name {name}.
[[nodiscard]] Result<std::vector<Rule>> beside_others(storage::Connection& connection,
                                                      const schema::Catalogue& catalogue,
                                                      std::vector<Rule> rules, std::int64_t unit);

// From now on these rules for the unit (0: for the whole workspace) and no others. Raises the epoch
// of rules in the same transaction. Errors: those of RuleBook::make() and beside_others();
// rule.locks_out when nobody could see anything any more.
[[nodiscard]] Result<void> replace_rules(storage::Transaction& transaction,
                                         const std::vector<Rule>& rules,
                                         const schema::CataloguePtr& catalogue, RecordId by,
                                         Instant at, std::int64_t unit = 0);

}  // namespace kontor::access
