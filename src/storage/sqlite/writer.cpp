#include "storage/sqlite/writer.h"

#include <sqlite3.h>
#include <utility>

#include "storage/sqlite/error.h"
#include "storage/sqlite/job.h"

namespace kontor::storage::sqlite {
namespace {

constexpr std::size_t kJobsPerCommit = 256;
// Pages are 4 KiB: from 8 MiB on the log is moved into the database behind our back, from 128 MiB
// on everybody waits until that is done and it can begin anew.
constexpr int kWalPages = 2048;
constexpr int kWalPagesAtMost = 32768;

// Of the planted fault: wide enough for a crash test to fall into.
constexpr std::chrono::milliseconds kPlantedDelay{2};

}  // namespace

Writer::Writer(std::unique_ptr<Handle> handle, std::unique_ptr<Handle> checkpointing,
               bool acknowledge_before_commit)
    : handle_(std::move(handle)),
      checkpointer_(std::move(checkpointing)),
      acknowledge_before_commit_(acknowledge_before_commit),
      thread_([this] { run(); }) {}

Writer::~Writer() {
  {
    const std::lock_guard lock(mutex_);
    closing_ = true;
  }
  work_.notify_one();
  thread_.join();
}

Result<void> Writer::submit(const WriteJob& job, Kind kind) {
  if (std::this_thread::get_id() == thread_.get_id()) {
    return fail_internal("write() inside a write job would wait for itself");
  }
  // Shared: the writer still touches the promise while the waiter already goes on.
  const auto pending = std::make_shared<Pending>();
  pending->job = &job;
  std::future<void> done = pending->done.get_future();
  {
    const std::lock_guard lock(mutex_);
    if (kind == Kind::ordinary) {
      ordinary_.push_back(pending);
      ++ordinary_waiting_;
    } else {
      bulk_.push_back(pending);
    }
  }
  work_.notify_one();
  done.get();
  if (pending->bug) std::rethrow_exception(pending->bug);
  if (pending->result) {
    for (const auto& effect : pending->effects) effect();
  }
  return pending->result;
}

// One group of ordinary jobs, then one bulk job, and so on: neither starves the other.
void Writer::run() {
  while (true) {
    Ticket bulk;
    {
      std::unique_lock lock(mutex_);
      work_.wait(lock, [this] { return closing_ || !ordinary_.empty() || !bulk_.empty(); });
      if (ordinary_.empty() && bulk_.empty()) return;
      if (!bulk_.empty()) {
        bulk = std::move(bulk_.front());
        bulk_.pop_front();
      }
    }
    commit_ordinary();
    if (bulk) commit_bulk(bulk);
  }
}

Writer::Ticket Writer::next_ordinary() {
  const std::lock_guard lock(mutex_);
  if (ordinary_.empty()) return nullptr;
  Ticket ticket = std::move(ordinary_.front());
  ordinary_.pop_front();
  --ordinary_waiting_;
  return ticket;
}

// Jobs that arrive while the group runs still get on board.
void Writer::commit_ordinary() {
  Ticket ticket = next_ordinary();
  if (!ticket) return;
  Group group{std::move(ticket)};
  if (!begin(group)) return;
  run_in_savepoint(*group.back());
  while (group.size() < kJobsPerCommit && handle_->in_transaction()) {
    ticket = next_ordinary();
    if (!ticket) break;
    group.push_back(std::move(ticket));
    run_in_savepoint(*group.back());
  }
  commit(group);
}

void Writer::commit_bulk(const Ticket& ticket) {
  Group group{ticket};
  if (!begin(group)) return;
  run_job(*ticket);
  if (!ticket->result || ticket->bug) {
    if (handle_->in_transaction()) (void)handle_->run("ROLLBACK");
    acknowledge(group);
    return;
  }
  commit(group);
}

bool Writer::begin(const Group& group) {
  if (const auto failure = checkpointer_.failure()) stop_accepting(*failure);
  if (refused_) {
    fail_all(group, *refused_);
    return false;
  }
  if (auto begun = handle_->run("BEGIN IMMEDIATE"); !begun) {
    fail_all(group, begun.error());
    return false;
  }
  return true;
}

void Writer::run_in_savepoint(Pending& pending) {
  if (auto set = handle_->run("SAVEPOINT kontor_job"); !set) {
    pending.result = std::move(set);
    return;
  }
  run_job(pending);
  if (!handle_->in_transaction()) return;
  const bool failed = !pending.result || pending.bug;
  if (failed && !handle_->run("ROLLBACK TO kontor_job")) {
    (void)handle_->run("ROLLBACK");  // better nobody's changes than a failed job's
    return;
  }
  if (auto released = handle_->run("RELEASE kontor_job"); !released && pending.result) {
    pending.result = std::move(released);
  }
}

void Writer::run_job(Pending& pending) {
  JobTransaction transaction(*handle_);
  try {
    pending.result = transaction.run(*pending.job);
    pending.effects = transaction.take_effects();
  } catch (...) {
    pending.bug = std::current_exception();
  }
}

void Writer::commit(Group& group) {
  if (!handle_->in_transaction()) {
    // A full or failing disk ended the transaction, and with it everybody's changes.
    Error cause{Code::storage_full, "storage.full", {}, {}, "the transaction was ended early"};
    if (!group.back()->result) cause = group.back()->result.error();
    fail_all(group, cause);
    return;
  }
  if (acknowledge_before_commit_) {
    acknowledge(group);
    std::this_thread::sleep_for(kPlantedDelay);
  }
  if (auto committed = handle_->run("COMMIT"); !committed) {
    Error cause = committed.error();
    const bool untrusted = is_io_failure(handle_->last_code());
    // The log may or may not hold the commit record; only the next start will tell.
    if (untrusted) {
      cause.code = Code::unknown_outcome;
      cause.key = "storage.unknown_outcome";
    }
    if (handle_->in_transaction()) (void)handle_->run("ROLLBACK");
    if (untrusted) stop_accepting(cause);
    if (!acknowledge_before_commit_) fail_all(group, cause);
    return;
  }
  if (!acknowledge_before_commit_) acknowledge(group);
  keep_wal_short();
}

// Jobs that failed by themselves keep their own error.
void Writer::fail_all(const Group& group, const Error& error) {
  for (const Ticket& ticket : group) {
    if (ticket->result) ticket->result = Failure(error);
  }
  acknowledge(group);
}

// After a failed write or fsync the system may have dropped the pages and call the next fsync a
// success (https://danluu.com/fsyncgate/): nothing is promised until the log was read again.
void Writer::stop_accepting(const Error& cause) {
  refused_ = Error{Code::unavailable, "storage.stopped", {}, {}, cause.internal};
}

void Writer::acknowledge(const Group& group) {
  for (const Ticket& ticket : group) ticket->done.set_value();
}

void Writer::keep_wal_short() {
  const int pages = handle_->wal_pages();
  if (pages < kWalPages) return;
  if (pages < kWalPagesAtMost) {
    checkpointer_.wake();
    return;
  }
  checkpointer_.finish();
  const int code = handle_->checkpoint(true);
  if (is_io_failure(code)) stop_accepting(error_of(nullptr, code, "checkpoint"));
}

}  // namespace kontor::storage::sqlite
