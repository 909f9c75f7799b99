// Moves the write-ahead log into the database in the background, so that writers do not wait for
// it. Readers and writers go on meanwhile (https://www.sqlite.org/wal.html#ckpt).
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

#include "storage/sqlite/handle.h"

namespace kontor::storage::sqlite {

class Checkpointer {
 public:
  explicit Checkpointer(std::unique_ptr<Handle> handle);
  ~Checkpointer();
  Checkpointer(const Checkpointer&) = delete;

  // Begins a pass, or another one after that which runs.
  void wake();

  // Waits until no pass runs.
  void finish();

  // Set once the disk failed: then nothing written later can be trusted.
  std::optional<Error> failure();

 private:
  void run();

  std::unique_ptr<Handle> handle_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool wanted_ = false;
  bool running_ = false;
  bool closing_ = false;
  std::optional<Error> failure_;
  std::thread thread_;  // last: starts when everything else is there
};

}  // namespace kontor::storage::sqlite
