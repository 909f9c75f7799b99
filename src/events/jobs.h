// The runner of jobs. A kind of job has a handler, which works in slices: each slice writes its
// effect and its checkpoint in one transaction, so that a job that is killed and taken up again
// has every effect exactly once.
#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <thread>
#include <vector>

#include "events/hub.h"
#include "events/job_store.h"

namespace kontor::events {

class Jobs;

// What a handler knows and says while it works.
class JobContext {
 public:
  const Job& job() const { return job_; }

  // The user cancelled, or the program ends: stop after this slice with Code::cancelled.
  bool should_stop();

  // Call inside the transaction of a slice. `checkpoint` (JSON) is in job().checkpoint when the
  // job is taken up again. Fails when another node has taken the job: then nothing of the slice
  // may stay, so return the error from the transaction.
  [[nodiscard]] Result<void> save(storage::Transaction& tx, std::string checkpoint,
                                  std::int64_t done, std::int64_t total);

 private:
  friend class Jobs;
  JobContext(Jobs& jobs, Job job, std::int64_t lease)
      : jobs_(jobs), job_(std::move(job)), lease_(lease) {}

  Jobs& jobs_;
  Job job_;
  std::int64_t lease_;
  bool cancelled_ = false;
};

// Returns the result as JSON. Failures that may go away (unavailable, unknown_outcome, too_many,
// internal) are tried again, at growing intervals; others end the job.
using JobHandler = std::function<Result<std::string>(JobContext&)>;

inline constexpr int kMaxAttempts = 6;

class Jobs {
 public:
  // Everything outlives it. `hub` may be null.
  Jobs(storage::Database& database, IdSource& ids, const Clock& clock, Hub* hub);
  ~Jobs();  // asks handlers to stop and waits for them

  // Before start(). Kinds without a handler here are left to other programs.
  void handle(std::string kind, JobHandler handler);
  // A job for the program itself, run again and again.
  void repeat(std::string kind, std::chrono::seconds interval, JobHandler handler);

  [[nodiscard]] Result<void> start(int workers = 1);
  void stop();

  // In the transaction that makes the work necessary, or in one of its own.
  [[nodiscard]] Result<RecordId> add(storage::Transaction& tx, const NewJob& job);
  [[nodiscard]] Result<RecordId> add(const NewJob& job);

  // not_found job.not_found; conflict job.finished.
  [[nodiscard]] Result<void> cancel(RecordId id);

  JobStore& store() { return store_; }

  // Runs what is due now, in this thread, and returns how many jobs that were: for tests, commands.
  [[nodiscard]] Result<int> run_due();

 private:
  friend class JobContext;

  void work();
  Result<bool> run_next();
  Result<std::optional<Job>> claim(std::int64_t lease);
  Result<std::string> call(JobContext& context);
  void settle(JobContext& context, Result<std::string> outcome);
  void wake();

  storage::Database& database_;
  const Clock& clock_;
  Hub* hub_;
  JobStore store_;
  IdSource& ids_;
  std::map<std::string, JobHandler> handlers_;
  std::map<std::string, std::chrono::seconds> repeated_;

  std::mutex mutex_;
  std::condition_variable wake_;
  bool woken_ = false;
  std::atomic<bool> stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace kontor::events
