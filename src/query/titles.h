// What records are called, for readers who may know.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "base/result.h"
#include "query/rights.h"
#include "storage/database.h"

namespace kontor::query {

// Of those of `ids` that are visible; empty where the title may not be read. Rights on the object
// must have been required.
[[nodiscard]] Result<std::map<std::int64_t, std::string>> read_titles(
    storage::Connection& connection, const schema::Object& object,
    const std::vector<std::int64_t>& ids, const Rights& rights);

// The title at `alias` as far as it may be read: null where not.
storage::Sql title_sql(const schema::Object& object, std::string_view alias, const Rights& rights);

}  // namespace kontor::query
