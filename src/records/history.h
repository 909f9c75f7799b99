// What happened to records: one append-only row for each changed field, written by the write path
// alone (migrations.h). query/ reads the timeline from it; here it answers what can be undone and
// what a record was.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/id.h"
#include "base/result.h"
#include "base/time.h"
#include "records/record.h"
#include "storage/database.h"

namespace kontor::records {

enum class HistoryAction {
  created = 1,
  updated = 2,
  deleted = 3,
  restored = 4,
  linked = 5,  // a link made or removed at its other end
};

// How far back undo, the trash and taking back an import reach.
inline constexpr std::int64_t kUndoReach = 30 * kMicrosPerDay;

struct ChangeInfo {
  RecordId id;
  RecordId actor;  // none: the program itself, actor_name says which part of it
  std::string actor_name;
  Instant at;
  std::string reason;  // write.h: to_string(Reason)
  RecordId undoes, undone_by;
  std::int64_t records = 0;  // how many were concerned; counted up to kCountedRecords
  int object = 0;            // of the first of them
  RecordId record;
  bool operator==(const ChangeInfo&) const = default;
};

inline constexpr std::int64_t kCountedRecords = 1'000;

// Newest first: what this user changed and can still take back.
[[nodiscard]] Result<std::vector<ChangeInfo>> undoable_changes(storage::Connection& connection,
                                                               RecordId actor, Instant now,
                                                               std::int64_t limit);

[[nodiscard]] Result<std::optional<ChangeInfo>> find_change(storage::Connection& connection,
                                                            RecordId id);

// The record with the values it had at that moment; nothing if it did not exist then or lay in the
// trash. Relations to many are left out. Rights are the caller's business.
[[nodiscard]] Result<std::optional<Record>> record_as_of(storage::Connection& connection,
                                                         const RowShape& shape, RecordId id,
                                                         Instant at);

}  // namespace kontor::records
