// Answers about rights: why somebody may do something with a record or not, and who may.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "access/rules/rule_rights.h"
#include "base/result.h"

namespace kontor::access {

// A condition, taken apart down to single comparisons, as it comes out for one record.
struct ConditionPart {
  std::string text;  // in the language asked for
  bool holds = false;
  std::vector<ConditionPart> parts;  // of `and`, `or`, `not`
  std::string note;                  // what stands behind it: "territory 803 is yours since ..."
};

// One rule that concerns the person and the action.
struct Reason {
  RuleKind kind = RuleKind::allow;
  std::string rule, because;
  bool holds = false;                      // its condition, on this record
  bool decides = false;                    // the answer hangs on it, or would if others fell
  std::optional<ConditionPart> condition;  // none: always
};

// How a field is shown, by which rule, and which cap shows less of it.
struct FieldReason {
  std::string field;
  query::Mode mode = query::Mode::none;
  std::string rule, cap;
};

struct Explanation {
  bool allowed = false;
  std::vector<Reason> reasons;      // allows, then limits, then forbids
  std::vector<FieldReason> fields;  // of what is seen
};

// Which conditions of these rules hold for the record; rules that do not concern the person do not.
// Errors: Code::not_found, record.not_found.
using RecordTruth = std::map<const BoundRule*, bool>;
[[nodiscard]] Result<RecordTruth> truth_of(const std::vector<const BoundRule*>& rules,
                                           const Principal& principal,
                                           const expr::Bindings& bindings,
                                           storage::Connection& connection,
                                           const schema::Object& object, RecordId record);

// All rules there are about an object.
std::vector<const BoundRule*> all_rules(const ObjectRules& rules);

[[nodiscard]] Result<Explanation> explain(const ObjectRules& rules, const Principal& principal,
                                          const expr::Bindings& bindings,
                                          storage::Connection& connection,
                                          const schema::Object& object, query::Action action,
                                          RecordId record);

// Of any record there is, visible or not: whether the asker may hear it is the caller's to decide.
// Errors: Code::not_found, record.not_found.
[[nodiscard]] Result<Explanation> explain(RuleRights& rights, storage::Connection& connection,
                                          const schema::Object& object, query::Action action,
                                          RecordId record);

// The same with conditions taken apart and the modes of the fields.
[[nodiscard]] Result<Explanation> explain_fully(RuleRights& rights, storage::Connection& connection,
                                                const schema::Object& object, query::Action action,
                                                RecordId record, schema::Language language);

}  // namespace kontor::access
