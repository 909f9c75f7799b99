#include "events/jobs.h"

#include <algorithm>
#include <exception>

#include "base/log.h"

namespace kontor::events {
namespace {

constexpr auto kInterval = std::chrono::seconds(1);

bool may_go_away(Code code) {
  return code == Code::unavailable || code == Code::unknown_outcome || code == Code::too_many ||
         code == Code::storage_full || code == Code::internal;
}

// 2, 4, 8 ... seconds.
std::int64_t pause_after(int attempts) {
  return (std::int64_t{1} << std::min(attempts, 10)) * kMicrosPerSecond;
}

}  // namespace

bool JobContext::should_stop() {
  if (jobs_.stopping_) return true;
  if (cancelled_) return true;
  auto snapshot = jobs_.database_.read();
  if (!snapshot) return false;
  auto cancelling = jobs_.store_.is_cancelling(**snapshot, job_.id);
  cancelled_ = cancelling && *cancelling;
  return cancelled_;
}

Result<void> JobContext::save(storage::Transaction& tx, std::string checkpoint, std::int64_t done,
                              std::int64_t total) {
  job_.checkpoint = std::move(checkpoint);
  job_.done = done;
  job_.total = total;
  if (jobs_.hub_) tx.after_commit([hub = jobs_.hub_] { hub->wake(); });
  return jobs_.store_.save(tx, job_, lease_, jobs_.clock_.now());
}

Jobs::Jobs(storage::Database& database, IdSource& ids, const Clock& clock, Hub* hub)
    : database_(database), clock_(clock), hub_(hub), store_(ids), ids_(ids) {}

Jobs::~Jobs() {
  stop();
}

void Jobs::handle(std::string kind, JobHandler handler) {
  handlers_[std::move(kind)] = std::move(handler);
}

void Jobs::repeat(std::string kind, std::chrono::seconds interval, JobHandler handler) {
  repeated_[kind] = interval;
  handle(std::move(kind), std::move(handler));
}

Result<void> Jobs::start(int workers) {
  TRY(database_.write([&](storage::Transaction& tx) -> Result<void> {
    if (tx.engine() == storage::Engine::sqlite) TRY(store_.release_all(tx));
    for (const auto& [kind, interval] : repeated_)
      TRY(store_.add(tx, {.kind = kind, .key = "repeated:" + kind}, clock_.now()));
    return {};
  }));
  for (int i = 0; i < workers; ++i) threads_.emplace_back([this] { work(); });
  return {};
}

void Jobs::stop() {
  {
    std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  for (auto& thread : threads_) thread.join();
  threads_.clear();
}

Result<RecordId> Jobs::add(storage::Transaction& tx, const NewJob& job) {
  tx.after_commit([this] { wake(); });
  return store_.add(tx, job, clock_.now());
}

Result<RecordId> Jobs::add(const NewJob& job) {
  RecordId id;
  TRY(database_.write([&](storage::Transaction& tx) -> Result<void> {
    id = TRY(add(tx, job));
    return {};
  }));
  return id;
}

Result<void> Jobs::cancel(RecordId id) {
  bool stopped = false, known = false;
  TRY(database_.write([&](storage::Transaction& tx) -> Result<void> {
    known = TRY(store_.find(tx, id)).has_value();
    stopped = TRY(store_.cancel(tx, id));
    return {};
  }));
  if (!known) return fail(Code::not_found, "job.not_found");
  if (!stopped) return fail(Code::conflict, "job.finished");
  if (hub_) hub_->wake();
  return {};
}

void Jobs::wake() {
  {
    std::lock_guard lock(mutex_);
    woken_ = true;
  }
  wake_.notify_all();
  if (hub_) hub_->wake();
}

void Jobs::work() {
  while (!stopping_) {
    auto ran = run_next();
    if (!ran) log_error("jobs.claim_failed", ran.error());
    if (ran && *ran) continue;
    std::unique_lock lock(mutex_);
    wake_.wait_for(lock, kInterval, [&] { return woken_ || stopping_.load(); });
    woken_ = false;
  }
}

Result<int> Jobs::run_due() {
  int count = 0;
  while (TRY(run_next())) ++count;
  return count;
}

Result<bool> Jobs::run_next() {
  std::int64_t lease = ids_.next().value;
  auto job = TRY(claim(lease));
  if (!job) return false;
  if (hub_) hub_->wake();
  JobContext context(*this, *std::move(job), lease);
  settle(context, call(context));
  return true;
}

Result<std::optional<Job>> Jobs::claim(std::int64_t lease) {
  std::vector<std::string> kinds;
  for (const auto& [kind, handler] : handlers_) kinds.push_back(kind);
  // Looking is cheap, writing is not.
  {
    auto snapshot = TRY(database_.read());
    auto now = clock_.now().micros;
    auto due = TRY(snapshot->integer(
        {"SELECT 1 FROM kontor_job WHERE state = 0 AND run_at <= ? OR state = 1 AND "
         "lease_until < ? LIMIT 1",
         {now, now}}));
    if (!due) return std::optional<Job>();
  }
  std::optional<Job> job;
  TRY(database_.write_bulk([&](storage::Transaction& tx) -> Result<void> {
    job = TRY(store_.claim(tx, kinds, lease, clock_.now()));
    return {};
  }));
  return job;
}

// An exception is a bug in the handler; the job tells so and others go on.
Result<std::string> Jobs::call(JobContext& context) {
  if (context.job().cancelling) return fail(Code::cancelled, "job.cancelled");
  try {
    return handlers_.at(context.job().kind)(context);
  } catch (const std::exception& bug) {
    return fail_internal(bug.what());
  }
}

void Jobs::settle(JobContext& context, Result<std::string> outcome) {
  Job job = context.job_;
  bool ends =
      !outcome && stopping_ && outcome.error().code == Code::cancelled && !context.cancelled_;
  auto now = clock_.now();
  job.run_at = now;
  job.error = std::nullopt;
  auto repeated = repeated_.find(job.kind);
  if (outcome) {
    job.state = JobState::done;
    job.result = *std::move(outcome);
    if (repeated != repeated_.end()) {
      job.state = JobState::waiting;
      job.attempts = 0;
      job.run_at = {
          now.micros +
          std::chrono::duration_cast<std::chrono::microseconds>(repeated->second).count()};
    }
  } else {
    job.error = outcome.error();
    bool again = may_go_away(outcome.error().code) && ++job.attempts < kMaxAttempts;
    if (ends) {
      job.state = JobState::waiting;
      job.error = std::nullopt;
    } else if (outcome.error().code == Code::cancelled) {
      job.state = JobState::cancelled;
    } else if (again || repeated != repeated_.end()) {
      job.state = JobState::waiting;
      job.run_at = {now.micros + pause_after(job.attempts)};
    } else {
      job.state = JobState::failed;
    }
    if (!ends) log_error("jobs.failed", outcome.error(), {{"kind", job.kind}});
  }
  auto kept = database_.write_bulk([&](storage::Transaction& tx) -> Result<void> {
    return store_.finish(tx, job, context.lease_, outcome && repeated != repeated_.end());
  });
  // The lease runs out and someone takes it up again.
  if (!kept) log_error("jobs.not_kept", kept.error(), {{"kind", job.kind}});
  if (hub_) hub_->wake();
}

}  // namespace kontor::events
