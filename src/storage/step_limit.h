// Reading that gives up when it takes too long, measured by counting instead of by a clock.
#pragma once

#include <cstdint>

#include "storage/database.h"

namespace kontor::storage {

// A connection whose engine counts while it reads.
class CountingConnection {
 public:
  virtual ~CountingConnection() = default;
  [[nodiscard]] virtual Result<bool> each_within(std::uint64_t most, const Sql& sql,
                                                 const RowVisitor& visit) = 0;
};

// Like Connection::each(), but gives up after about `most` steps of the statement; what was visited
// so far stands. Says whether it came to its end. Only snapshots of SQLite count: all other
// connections read on.
[[nodiscard]] Result<bool> each_within(std::uint64_t most, Connection& connection, const Sql& sql,
                                       const RowVisitor& visit);

}  // namespace kontor::storage
