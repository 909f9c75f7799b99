// About how many living records each object has, and each access class of it, for choosing between
// ways to read. Asking the counters takes a row per class, so they are kept for a while; exact
// numbers are counted by query/.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <vector>

#include "base/result.h"
#include "storage/database.h"

namespace kontor::access {

class RowCounts {
 public:
  // Of all classes.
  [[nodiscard]] Result<std::int64_t> about(storage::Connection& connection, int object);
  // Of these alone.
  [[nodiscard]] Result<std::int64_t> about(storage::Connection& connection, int object,
                                           const std::vector<std::int64_t>& classes);

 private:
  struct Known {
    std::int64_t rows = 0;
    std::vector<std::int64_t> of_class;  // by id, which are dense
    std::chrono::steady_clock::time_point until{};
  };
  using Ptr = std::shared_ptr<const Known>;
  [[nodiscard]] Result<Ptr> known(storage::Connection& connection, int object);

  std::mutex mutex_;
  std::map<int, Ptr> known_;
};

}  // namespace kontor::access
