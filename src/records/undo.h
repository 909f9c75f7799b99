// Taking a change back: the opposite of what it did, through the same write path, as a change of
// its own that can be taken back again. What someone changed afterwards is kept and reported.
#pragma once

#include <string>
#include <vector>

#include "records/write.h"

namespace kontor::records {

struct Skipped {
  std::string object;
  RecordId id;
  std::string field;   // empty: the record as a whole
  std::string reason;  // "changed_later", or the key of an error
};

inline constexpr std::size_t kMaxSkipped = 1'000;  // that are listed

struct UndoResult {
  RecordId change;          // of the undoing; none if nothing was left to do
  std::int64_t undone = 0;  // records
  std::vector<Skipped> skipped = {};
};

// Errors: not_found change.not_found; conflict undo.already, undo.too_old.
[[nodiscard]] Result<UndoResult> undo(Writer& writer, const auth::Actor& actor, RecordId change);

// The same in slices, for jobs: call until `done`. `beside` runs in the transaction of the slice
// and gets what the progress will be.
struct UndoProgress {
  RecordId after;  // records up to this one are done
  bool done = false;
  UndoResult result = {};
};
[[nodiscard]] Result<void> undo_slice(
    Writer& writer, const auth::Actor& actor, RecordId change, UndoProgress& progress,
    const std::function<Result<void>(storage::Transaction&, const UndoProgress&)>& beside = {});

}  // namespace kontor::records
