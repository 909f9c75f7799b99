#include "access/administrators.h"

#include <algorithm>

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

bool answers_for(const RuleRights& asker, RecordId user, Instant at) {
  if (asker.has_role("administrator")) return true;
  const Organisation& organisation = asker.organisation();
  const Id unit = organisation.main_unit(user.value, at);
  if (asker.is_viewing() || !unit) return false;
  const auto headed = organisation.headed_units(asker.principal().bindings.me, at);
  return std::ranges::any_of(headed, [&](Id one) { return organisation.is_below(unit, one); });
}

}  // namespace kontor::access
