// Many rows at once, the way that costs the server least: COPY where rows are nothing but their
// values, arrays where a clash is allowed or a value is worked out, else row by row. Nobody waits
// for the answers of the last two (Link::send_ahead).
#pragma once

#include "storage/insertion.h"
#include "storage/postgres/link.h"

namespace kontor::storage::postgres {

[[nodiscard]] Result<void> insert_rows(Link& link, Insertion& rows);

}  // namespace kontor::storage::postgres
