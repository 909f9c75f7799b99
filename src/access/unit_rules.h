// Rules that heads of units write for the people and records of their unit and below.
#pragma once

#include <vector>

#include "access/access.h"

namespace kontor::access {

// Administrators; for a unit also who heads it or one above it. Errors: access.administrator,
// access.unit, login.read_only.
[[nodiscard]] Result<void> require_rule_writer(const Access& access,
                                               const query::ScopeSource& rights, std::int64_t unit,
                                               bool changes);

// Whether a head may write these rules for his unit: allows, forbids and caps, and no allow that
// gives what he does not have there himself, without what was written for the unit so far. Nor may
// a condition ask for what he does not surely read there: whom a rule concerns would tell him.
// Administrators may give what they like. Errors: rule.unit_kind {name}, rule.not_yours {name},
// rule.not_read {name}.
[[nodiscard]] Result<void> check_unit_rules(const Access& access, const RuleRights& writer,
                                            const std::vector<Rule>& rules, std::int64_t unit,
                                            storage::Connection& connection,
                                            const schema::CataloguePtr& catalogue);

}  // namespace kontor::access
