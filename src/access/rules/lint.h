// What is odd about rules though they are valid: never more than a warning.
#pragma once

#include <string>
#include <vector>

#include "access/rules/book.h"
#include "access/rules/everyone.h"
#include "base/result.h"

namespace kontor::access {

struct Finding {
  // dead, implied, emptied, bypassed, unseen, external_export, empty_audience
  std::string kind;
  std::string rule = {}, other = {}, object = {};
  std::string field = {};  // bypassed: which; empty_audience: the name that nobody has
  std::int64_t records = 0;
};

// Of the rules alone: conditions that can never hold, rules that others imply, allows that a limit
// or forbid takes everything from, fields one rule hides and another shows to the same people.
// Decided by truth tables over at most 16 different comparisons; comparisons of the same field are
// known to exclude each other where their constants do.
std::vector<Finding> lint_rules(const std::vector<Rule>& rules, const RuleBook& book, Date today);

// With the people and records there are: names nobody has, records nobody sees (by the counters;
// what single rows decide counts as seen), people outside who may export.
[[nodiscard]] Result<std::vector<Finding>> lint_people(const std::vector<Rule>& rules,
                                                       const RuleBook& book,
                                                       const Everyone& everyone,
                                                       storage::Connection& connection);

}  // namespace kontor::access
