#include "access/administrators.h"

#include "access/rules/rule_rights.h"

namespace kontor::access {

Result<void> require_administrator(const query::ScopeSource& rights, bool changes) {
  const auto* asker = dynamic_cast<const RuleRights*>(&rights);
  if (!asker) return {};
  if (!asker->has_role("administrator")) return fail(Code::forbidden, "access.administrator");
  if (changes && !asker->principal().writes) return fail(Code::forbidden, "login.read_only");
  return {};
}

Result<void> require_auditor(const query::ScopeSource& rights) {
  const auto* asker = dynamic_cast<const RuleRights*>(&rights);
  if (!asker || asker->has_role("auditor")) return {};
  return fail(Code::forbidden, "access.auditor");
}

}  // namespace kontor::access
