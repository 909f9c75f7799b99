// The rows of an answer, in the text format.
#pragma once

#include <string>
#include <vector>

#include "storage/database.h"
#include "storage/postgres/error.h"

namespace kontor::storage::postgres {

void visit_rows(const PGresult* answer, const RowVisitor& visit);

}  // namespace kontor::storage::postgres
