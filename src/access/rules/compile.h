// Rules turned into a query::Scope: what classes decide becomes a set of classes, single shares a
// set of ids, and what hangs on the single row conditions of their own.
#pragma once

#include <vector>

#include "access/rules/book.h"
#include "access/rules/class_verdict.h"
#include "access/rules/principal.h"
#include "query/scope.h"

namespace kontor::access {

// `classes` are all classes of the object. Leaves estimated_rows and epoch open. What the scope
// points to belongs to `book`.
query::Scope compile(query::Action action, const ObjectRules& rules, const Principal& principal,
                     const std::vector<AccessClass>& classes);

}  // namespace kontor::access
