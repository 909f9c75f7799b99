// Everything a workspace holds, row by row, as text: for tests and shows that prove that something
// was taken back whole.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "schema/catalogue.h"
#include "storage/database.h"

namespace kontor::records {

// Each living row of every record, child and link table, every counter that is not zero, and every
// object, field and option that is not archived; sorted. Left out is what a change leaves behind on
// purpose: versions, and when and by whom a record was changed.
[[nodiscard]] Result<std::vector<std::string>> dump_workspace(storage::Connection& connection,
                                                              const schema::Catalogue& catalogue);

}  // namespace kontor::records
