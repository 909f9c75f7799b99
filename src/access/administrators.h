// Who may administer and audit, asked of the rights of a request.
#pragma once

#include "base/result.h"
#include "query/scope.h"

namespace kontor::access {

// The program itself, and people with the role. Errors: access.administrator, login.read_only.
[[nodiscard]] Result<void> require_administrator(const query::ScopeSource& rights, bool changes);
// People with the role `auditor`. Errors: access.auditor.
[[nodiscard]] Result<void> require_auditor(const query::ScopeSource& rights);

}  // namespace kontor::access
