// Whether the words a reader typed stand in what the reader may read. The search index knows all
// fields; where some are hidden or masked, what it finds must be looked at again.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "query/reader.h"
#include "query/rights.h"

namespace kontor::query {

// Those of `ids` whose readable texts match. All of them where every text may be read.
[[nodiscard]] Result<std::vector<std::int64_t>> readable_matches(std::string_view text,
                                                                 const schema::Object& object,
                                                                 std::vector<std::int64_t> ids,
                                                                 const Reader& reader,
                                                                 Rights& rights);

// Whether every text of the object that the index holds may be read in every row.
bool reads_all_texts(const schema::Object& object, const Rights& rights);

}  // namespace kontor::query
