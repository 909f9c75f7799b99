// A write job on a connection of its own.
#pragma once

#include "storage/guarded_transaction.h"
#include "storage/postgres/link.h"

namespace kontor::storage::postgres {

struct JobOutcome {
  Result<void> result;
  bool again = false;  // nothing happened, and the next run may succeed
  Effects effects = {};
};

// Runs the job in a READ COMMITTED transaction and commits it.
JobOutcome run_job(Link& link, const WriteJob& job);

}  // namespace kontor::storage::postgres
