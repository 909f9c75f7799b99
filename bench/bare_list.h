// The list request as a program written for it alone would answer it: one prepared statement, one
// thread, sqlite3 directly, the same JSON. What the server's own list request is compared with.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"

namespace kontor::bench {

struct BareList {
  double cpu_us = 0;  // thread CPU time of a page, on average
  std::size_t bytes = 0;
};

// `prefixes` of postal codes, asked for in turns. Each is read along the faster of two indexes,
// which is found out beforehand.
[[nodiscard]] Result<BareList> measure_bare_list(const std::string& database, std::int64_t category,
                                                 const std::vector<std::string>& prefixes,
                                                 int pages);

}  // namespace kontor::bench
