// The rules asked of one record in memory, each of them, without classes or SQL.
#pragma once

#include <functional>

#include "access/rules/book.h"
#include "access/rules/principal.h"
#include "expr/evaluate.h"

namespace kontor::access {

bool allowed(query::Action action, const ObjectRules& rules, const Principal& principal,
             const expr::RecordView& record);

// What the principal may see of each field; all none when the record is hidden.
query::FieldModes modes(const ObjectRules& rules, const Principal& principal,
                        const expr::RecordView& record);

// The same when it is known some other way which conditions hold.
using Holds = std::function<bool(const BoundRule& rule)>;
bool allowed(query::Action action, const ObjectRules& rules, const Principal& principal,
             const Holds& holds);
query::FieldModes modes(const ObjectRules& rules, const Principal& principal, const Holds& holds);

}  // namespace kontor::access
