// Who may administer and audit, asked of the rights of a request.
#pragma once

#include "base/id.h"
#include "base/result.h"
#include "base/time.h"
#include "query/scope.h"

namespace kontor::access {

class RuleRights;

// The program itself, and people with the role. Errors: access.administrator, login.read_only.
[[nodiscard]] Result<void> require_administrator(const query::ScopeSource& rights, bool changes);
// People with the role `auditor`. Errors: access.auditor.
[[nodiscard]] Result<void> require_auditor(const query::ScopeSource& rights);

// Whether the asker may look into what that user sees: administrators, and who heads a unit in
// which he sits, or one above it. Nobody through the eyes of somebody else.
[[nodiscard]] bool answers_for(const RuleRights& asker, RecordId user, Instant at);

}  // namespace kontor::access
