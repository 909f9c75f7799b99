// Notices: what the program has to tell one person, kept until it is old. Rights are not known
// here: whoever adds one asks first, as the recipient, and whoever shows them asks again
// (records/notices.h).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/id.h"
#include "base/result.h"
#include "base/time.h"
#include "storage/database.h"
#include "storage/migrate.h"

namespace kontor::events {

struct Notice {
  RecordId id;       // given by add_notice()
  RecordId user;     // for whom
  std::string kind;  // "escalation", "approval_requested", ...: what the client says
  int object = 0;    // Object::id; 0: about no record
  RecordId record;
  std::string detail = "{}";  // JSON: what else the sentence needs
  Instant at;
  std::optional<Instant> read_at;
  // Told once: a second notice to the same person with this key is none. Empty: always told.
  std::string key = {};
};

// False: it was told before. The recipient's open clients are told that there is something new.
[[nodiscard]] Result<bool> add_notice(storage::Transaction& tx, IdSource& ids, Notice notice);

// Newest first.
[[nodiscard]] Result<std::vector<Notice>> list_notices(storage::Connection& connection,
                                                       RecordId user, std::int64_t limit);

// Those of `only` (all, if none are named) that are the user's and were unread: how many.
[[nodiscard]] Result<std::int64_t> mark_read(storage::Transaction& tx, IdSource& ids, RecordId user,
                                             const std::vector<RecordId>& only, Instant at);

inline constexpr std::int64_t kNoticeDays = 90;

// Removes those older than kNoticeDays.
[[nodiscard]] Result<std::int64_t> trim_notices(storage::Transaction& tx, Instant now);

std::vector<storage::Migration> notice_migrations();

}  // namespace kontor::events
