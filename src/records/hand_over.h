// Long work that follows from changes of the organisation. Records stay readable throughout: a few
// hundred at a time become somebody else's, or belong to another territory.
#pragma once

#include "events/jobs.h"
#include "records/write.h"

namespace kontor::records {

inline constexpr const char* kHandOverJob = "organisation.hand_over";
inline constexpr const char* kPlaceJob = "organisation.place";

// Registers the jobs; before Jobs::start(). Both outlive the program's work with them.
void add_organisation_jobs(events::Jobs& jobs, Writer& writer);

// All that `from` owns will be `to`'s. The answer is the job.
[[nodiscard]] Result<RecordId> hand_over(events::Jobs& jobs, RecordId from, RecordId to,
                                         RecordId by);
// Territories changed: every record is looked at again. In the transaction that changes them.
[[nodiscard]] Result<void> place_again(events::Jobs& jobs, storage::Transaction& tx);

// --- What the jobs do, a slice at a time: how many records were looked at; below `limit`: done.

// `after`: the object and id to go on behind; moved on by each slice.
struct Position {
  std::string object;  // empty: before the first
  std::int64_t id = 0;
};
[[nodiscard]] Result<std::int64_t> place_slice(Writer& writer, Position& after, std::int64_t limit);
[[nodiscard]] Result<std::int64_t> hand_over_slice(Writer& writer, RecordId from, RecordId to,
                                                   std::int64_t limit);

}  // namespace kontor::records
