#include "access/organisation/administer.h"

#include <algorithm>

#include "access/organisation/migrations.h"

namespace kontor::access {

Result<void> require_administrator(const Organisation& organisation, const auth::Actor& actor,
                                   bool changes) {
  if (actor.kind == auth::ActorKind::system) return {};
  const auto& inactive = organisation.data().inactive_users;
  const bool works_here = std::ranges::find(inactive, actor.user.value) == inactive.end();
  if (!works_here || !organisation.has_role(actor.user.value, kAdministrator))
    return fail(Code::forbidden, "access.administrator");
  if (changes && !actor.may_write) return fail(Code::forbidden, "write.read_only");
  return {};
}

}  // namespace kontor::access
