// Many made-up records, written by the engine itself: a million people in half a minute. For
// benches and step budgets; the search index stays empty.
#pragma once

#include "query/testing.h"

namespace kontor::query::testing {

// `people` people, a fifth as many companies, a third as many deals. Values are spread like real
// ones: some last names and categories are common, postal codes are not, a tenth of the people has
// no company.
void add_crowd(World& world, std::int64_t people);

}  // namespace kontor::query::testing
