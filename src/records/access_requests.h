// Asking for a record one may not see, or not change. Whoever may share it hears of it: who looks
// after it, else the heads above, else administrators. The asker hears the same whether there is
// such a record or not, so every question is noted the same way, and there are few an hour.
#pragma once

#include <string>

#include "access/reading_log.h"
#include "records/write.h"

namespace kontor::records {

struct AccessWish {
  std::string object;
  RecordId record;
  bool edits = false;
  std::string reason;  // at most 500 bytes
};

inline constexpr std::int64_t kAccessWishesPerHour = 20;

// Errors: access.asked_too_often.
[[nodiscard]] Result<void> ask_for_access(Writer& writer, const auth::Actor& actor,
                                          const AccessWish& wish);

}  // namespace kontor::records
