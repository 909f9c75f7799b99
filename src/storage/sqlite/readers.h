// The reader pool: a few connections, each lent to one Snapshot at a time.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <vector>

#include "storage/sqlite/handle.h"

namespace kontor::storage::sqlite {

class Readers {
 public:
  [[nodiscard]] Result<void> open(const HandleOptions& options, int count);

  // Waits a bounded time for a connection, then Code::unavailable. The pool must outlive the
  // snapshot.
  [[nodiscard]] Result<std::unique_ptr<Snapshot>> lease(Deadline deadline);

 private:
  friend class ReaderSnapshot;
  void give_back(std::unique_ptr<Handle> handle);

  std::mutex mutex_;
  std::condition_variable free_again_;
  std::vector<std::unique_ptr<Handle>> free_;  // a stack: the warmest connection goes first
};

}  // namespace kontor::storage::sqlite
