// About how many living records each object has, for choosing between ways to read. Asking the
// counters takes a row per access class, so the answer is kept for a while; exact numbers are
// counted by query/.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>

#include "base/result.h"
#include "storage/database.h"

namespace kontor::access {

class RowCounts {
 public:
  [[nodiscard]] Result<std::int64_t> about(storage::Connection& connection, int object);

 private:
  struct Known {
    std::int64_t rows = 0;
    std::chrono::steady_clock::time_point until{};
  };

  std::mutex mutex_;
  std::map<int, Known> known_;
};

}  // namespace kontor::access
