// Jobs as rows of kontor_job: work that outlives a request and a crash.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/id.h"
#include "base/result.h"
#include "base/time.h"
#include "storage/database.h"

namespace kontor::events {

enum class JobState { waiting, running, done, failed, cancelled };
std::string_view to_string(JobState state);

struct Job {
  RecordId id;
  std::string kind;
  RecordId actor;  // for whom; none: for the program itself
  JobState state = JobState::waiting;
  std::int64_t done = 0, total = 0;  // progress, in whatever the kind counts
  std::string payload = "{}";        // JSON: what to do
  std::string checkpoint;            // JSON: how far it came; empty: nowhere yet
  std::string result;                // JSON: when done
  std::optional<Error> error;        // when failed, or of the last attempt
  int attempts = 0;                  // that failed
  bool cancelling = false;
  Instant created_at, run_at;
};

struct NewJob {
  std::string kind;
  RecordId actor = {};
  std::string payload = "{}";
  std::int64_t total = 0;
  Instant run_at = {};   // not before
  std::string key = {};  // at most one unfinished job per key; empty: any number
};

// Whoever holds a job's lease works on it; the lease ends when it is not renewed in time.
inline constexpr std::int64_t kLease = 60 * kMicrosPerSecond;

class JobStore {
 public:
  explicit JobStore(IdSource& ids) : ids_(ids) {}

  // The id of the job; of the unfinished one with the same key if there is one.
  [[nodiscard]] Result<RecordId> add(storage::Transaction& tx, const NewJob& job, Instant now);

  [[nodiscard]] Result<std::optional<Job>> find(storage::Connection& connection, RecordId id);
  // Newest first; of one user, or of everyone if none is named.
  [[nodiscard]] Result<std::vector<Job>> list(storage::Connection& connection, RecordId actor,
                                              std::int64_t limit);

  // Takes the job that has been due longest, of these kinds.
  [[nodiscard]] Result<std::optional<Job>> claim(storage::Transaction& tx,
                                                 const std::vector<std::string>& kinds,
                                                 std::int64_t lease, Instant now);

  // These fail with Code::conflict "job.lost" when someone else holds the job by now.
  [[nodiscard]] Result<void> save(storage::Transaction& tx, const Job& job, std::int64_t lease,
                                  Instant now);
  // `job` says the new state; `anew`: it forgets how far it came.
  [[nodiscard]] Result<void> finish(storage::Transaction& tx, const Job& job, std::int64_t lease,
                                    bool anew = false);

  // Asks a job to stop; one that waits is cancelled at once. False if there is none to stop.
  [[nodiscard]] Result<bool> cancel(storage::Transaction& tx, RecordId id);
  [[nodiscard]] Result<bool> is_cancelling(storage::Connection& connection, RecordId id);

  // One process alone works on a database: nobody holds a lease when it starts.
  [[nodiscard]] Result<void> release_all(storage::Transaction& tx);

  // Finished jobs older than this.
  [[nodiscard]] Result<std::int64_t> trim(storage::Transaction& tx, Instant before);

 private:
  Result<void> announce(storage::Transaction& tx, RecordId id, RecordId actor);
  IdSource& ids_;
};

}  // namespace kontor::events
