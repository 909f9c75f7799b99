// The condition of a rule, taken apart for somebody who asks why: each comparison in words, whether
// it holds for the record, and what stands behind it.
#pragma once

#include "access/rules/answers.h"

namespace kontor::access {

class ConditionParts {
 public:
  // All outlive it.
  ConditionParts(const RuleRights& rights, storage::Connection& connection,
                 const schema::Object& object, RecordId record, schema::Language language)
      : rights_(rights),
        connection_(connection),
        object_(object),
        record_(record),
        language_(language) {}

  [[nodiscard]] Result<ConditionPart> of(const Rule& rule, const expr::Checked& condition);

 private:
  Result<ConditionPart> part(const expr::Ast& tree, const expr::CheckedPtr& node,
                             const expr::Checked& whole);
  Result<std::string> note(const expr::CheckedNode& node);
  std::string text_of(const expr::Ast& tree) const;

  const RuleRights& rights_;
  storage::Connection& connection_;
  const schema::Object& object_;
  RecordId record_;
  schema::Language language_;
};

}  // namespace kontor::access
