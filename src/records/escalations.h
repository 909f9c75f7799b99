// What runs beside escalations (docs/dev/procedures.md). Who may see a record follows from its
// columns and the clock alone; jobs work the columns out for records that were there before, and
// tell superiors.
#pragma once

#include "events/jobs.h"
#include "records/write.h"

namespace kontor::records {

inline constexpr const char* kEscalationRefreshJob = "escalation.refresh";

// Registers the jobs; before Jobs::start(). Both outlive the program's work with them.
void add_escalation_jobs(events::Jobs& jobs, Writer& writer);

// Starts the job that works the columns out anew, if the escalations in force are not those they
// were worked out for. Rules were changed: ask at once; the notifier asks too.
[[nodiscard]] Result<void> refresh_if_needed(events::Jobs& jobs, Writer& writer);

// --- What the jobs do

// How far the refreshing is.
struct Refreshing {
  std::int64_t fingerprint = 0;  // of the escalations it works for
  int object = 0;                // Object::id; the record to go on behind
  std::int64_t after = 0;
  std::int64_t done = 0;
  bool finished = false;
};
// A slice; begins again when the escalations have changed meanwhile.
[[nodiscard]] Result<void> refresh_slice(Writer& writer, storage::Transaction& tx,
                                         Refreshing& state, std::int64_t limit);
// All of it, for tests and commands.
[[nodiscard]] Result<void> refresh_escalations(Writer& writer);

// Notices for the superiors of every step that has begun and was not told yet; answers for how many
// steps, at most `limit`. Told again is nothing: it may run at any time, any number of times.
[[nodiscard]] Result<std::int64_t> tell_escalations(Writer& writer, std::int64_t limit);

}  // namespace kontor::records
