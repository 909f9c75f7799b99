// Sessions that look through the eyes of somebody else. Asked with every request, so an answer may
// be a second old; in this process a change shows at once.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "base/id.h"
#include "base/result.h"
#include "base/time.h"
#include "storage/database.h"

namespace kontor::access {

struct Viewing {
  RecordId viewer, viewed;
  bool emergency = false;  // sees what the other sees, not only what both do
  std::string reason;      // of an emergency
  Instant since, until;
};

class Viewings {
 public:
  [[nodiscard]] Result<std::optional<Viewing>> of(storage::Database& database, RecordId session,
                                                  Instant now);
  void forget();

 private:
  struct Known {
    std::optional<Viewing> viewing;
    std::int64_t read_at = 0;
  };
  std::mutex mutex_;
  std::map<std::int64_t, Known> known_;  // by session
};

// What the database says.
[[nodiscard]] Result<std::optional<Viewing>> read_viewing(storage::Connection& connection,
                                                          RecordId session, Instant now);

}  // namespace kontor::access
