// What has to be done by itself, as repeated jobs: removing for good what lay in the trash for 30
// days, forgetting what is only kept for a while, bringing back deals that were put to later.
#pragma once

#include "events/jobs.h"
#include "records/write.h"

namespace kontor::records {

// Registers the jobs; call it before Jobs::start(). `writer` outlives them.
void add_maintenance(events::Jobs& jobs, Writer& writer);

// --- What the jobs do, a slice at a time. Each answers how many it dealt with; below `limit`:
// nothing is left.

// Records whose 30 days in the trash are over: rows, child tables, links, history. References of
// other records to them become empty.
[[nodiscard]] Result<std::int64_t> purge_trash(Writer& writer, std::int64_t limit);

// Keys of requests after 48 hours, finished jobs after 30 days, all but the newest events, the log
// of reading after access::kLogDays.
[[nodiscard]] Result<void> trim_records(Writer& writer, events::JobStore& jobs);

// Records in a stage of the kind "later" whose date `later_on` has come: they go to the stage named
// in `later_stage` (where it belongs to their pipeline), else to the first one there.
[[nodiscard]] Result<std::int64_t> reopen_later(Writer& writer, std::int64_t limit);

}  // namespace kontor::records
