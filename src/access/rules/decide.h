// The rules asked of one record in memory, each of them, without classes or SQL.
#pragma once

#include "access/rules/book.h"
#include "access/rules/principal.h"
#include "expr/evaluate.h"

namespace kontor::access {

bool allowed(query::Action action, const ObjectRules& rules, const Principal& principal,
             const expr::RecordView& record);

// What the principal may see of each field; all none when the record is hidden.
query::FieldModes modes(const ObjectRules& rules, const Principal& principal,
                        const expr::RecordView& record);

}  // namespace kontor::access
