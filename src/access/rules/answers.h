// Answers about rights: why somebody may do something with a record or not, and who may.
#pragma once

#include <string>
#include <vector>

#include "access/rules/rule_rights.h"
#include "base/result.h"

namespace kontor::access {

// One rule that concerns the person and the action.
struct Reason {
  RuleKind kind = RuleKind::allow;
  std::string rule, because;
  bool holds = false;  // its condition, on this record
};

struct Explanation {
  bool allowed = false;
  std::vector<Reason> reasons;  // allows, then limits, then forbids
};

// Of any record there is, visible or not: whether the asker may hear it is the caller's to decide.
// Errors: Code::not_found, record.not_found.
[[nodiscard]] Result<Explanation> explain(RuleRights& rights, storage::Connection& connection,
                                          const schema::Object& object, query::Action action,
                                          RecordId record);

}  // namespace kontor::access
