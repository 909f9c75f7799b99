// Rules turned into a query::Scope: what classes decide becomes a set of classes, single shares a
// set of ids, and what hangs on the single row conditions of their own.
#pragma once

#include <vector>

#include "access/rules/book.h"
#include "access/rules/class_verdict.h"
#include "access/rules/principal.h"
#include "access/rules/ways.h"
#include "query/scope.h"

namespace kontor::access {

// `classes` are all classes of the object. Leaves estimated_rows and epoch open. What the scope
// points to belongs to `book`.
query::Scope compile(query::Action action, const ObjectRules& rules, const Principal& principal,
                     const std::vector<AccessClass>& classes);

// The same of ways that were put together in another manner.
query::Scope compile(query::Action action, const ObjectRules& rules, Ways ways,
                     const expr::Bindings& bindings, const std::vector<AccessClass>& classes);

// Rows of `scope`, made for seeing, that these ways to another right lead to as well.
query::Scope compile_seen(query::Action action, query::Scope scope, const Ways& ways);

// The same for a right beside seeing (export): rows that are seen and that the action is allowed
// for, shown as they are when they are seen.
query::Scope compile_seen(query::Action action, const ObjectRules& rules,
                          const Principal& principal, const std::vector<AccessClass>& classes);

// Whether the class and the id of a record are not enough to say that it is in scope.
bool rows_decide(const query::Scope& scope);

}  // namespace kontor::access
