// The one thread that writes. Jobs that wait at the same time share a commit, and with it the
// wait for the disk; each has a savepoint, so that its failure is its own.
#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <exception>
#include <future>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "storage/guarded_transaction.h"
#include "storage/sqlite/checkpointer.h"
#include "storage/sqlite/handle.h"

namespace kontor::storage::sqlite {

class Writer {
 public:
  enum class Kind { ordinary, bulk };

  Writer(std::unique_ptr<Handle> handle, std::unique_ptr<Handle> checkpointing,
         bool acknowledge_before_commit);
  ~Writer();  // finishes what was submitted
  Writer(const Writer&) = delete;

  // Waits until the job is durable. An exception of the job is thrown again here.
  [[nodiscard]] Result<void> submit(const WriteJob& job, Kind kind);

  bool others_waiting() const { return ordinary_waiting_.load(std::memory_order_relaxed) > 0; }

 private:
  struct Pending {
    const WriteJob* job;
    Effects effects;
    Result<void> result;
    std::exception_ptr bug;
    std::promise<void> done;
  };
  using Ticket = std::shared_ptr<Pending>;
  using Group = std::vector<Ticket>;

  void run();
  Ticket next_ordinary();
  void commit_ordinary();
  void commit_bulk(const Ticket& ticket);
  bool begin(const Group& group);
  void run_in_savepoint(Pending& pending);
  void run_job(Pending& pending);
  void commit(Group& group);
  void fail_all(const Group& group, const Error& error);
  void stop_accepting(const Error& cause);
  static void acknowledge(const Group& group);
  void keep_wal_short();

  std::unique_ptr<Handle> handle_;
  Checkpointer checkpointer_;
  const bool acknowledge_before_commit_;
  std::optional<Error> refused_;  // once set, the disk cannot be trusted any more

  std::mutex mutex_;
  std::condition_variable work_;
  std::deque<Ticket> ordinary_;
  std::deque<Ticket> bulk_;
  bool closing_ = false;
  std::atomic<int> ordinary_waiting_ = 0;
  std::thread thread_;  // last: starts when everything else is there
};

}  // namespace kontor::storage::sqlite
