// A bounded pool of connections, made when first needed and again when lost.
#pragma once

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <vector>

#include "storage/postgres/link.h"

namespace kontor::storage::postgres {

class Pool {
  struct GiveBack {
    Pool* pool;
    void operator()(Link* link) const { pool->give_back(std::unique_ptr<Link>(link)); }
  };

 public:
  // Back in the pool when destroyed; the pool must outlive it.
  using Lease = std::unique_ptr<Link, GiveBack>;

  Pool(const OpenOptions& options, int size) : options_(options), size_(size) {}

  // Waits a bounded time for a connection, then Code::unavailable.
  [[nodiscard]] Result<Lease> lease(Deadline deadline = {});

  bool someone_waits() const { return waiting_.load(std::memory_order_relaxed) > 0; }

 private:
  Result<std::unique_ptr<Link>> take(Deadline deadline);
  void give_back(std::unique_ptr<Link> link);
  void one_less();

  const OpenOptions options_;
  const int size_;
  std::mutex mutex_;
  std::condition_variable free_again_;
  std::vector<std::unique_ptr<Link>> idle_;  // a stack: the warmest goes first
  int open_ = 0;                             // idle and lent
  std::atomic<int> waiting_ = 0;
};

}  // namespace kontor::storage::postgres
