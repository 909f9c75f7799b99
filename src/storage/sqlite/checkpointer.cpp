#include "storage/sqlite/checkpointer.h"

#include <utility>

#include "storage/sqlite/error.h"

namespace kontor::storage::sqlite {

Checkpointer::Checkpointer(std::unique_ptr<Handle> handle)
    : handle_(std::move(handle)), thread_([this] { run(); }) {}

Checkpointer::~Checkpointer() {
  {
    const std::lock_guard lock(mutex_);
    closing_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

void Checkpointer::wake() {
  {
    const std::lock_guard lock(mutex_);
    wanted_ = true;
  }
  changed_.notify_all();
}

void Checkpointer::finish() {
  std::unique_lock lock(mutex_);
  wanted_ = false;
  changed_.wait(lock, [this] { return !running_; });
}

std::optional<Error> Checkpointer::failure() {
  const std::lock_guard lock(mutex_);
  return failure_;
}

void Checkpointer::run() {
  std::unique_lock lock(mutex_);
  while (true) {
    changed_.wait(lock, [this] { return wanted_ || closing_; });
    if (closing_) return;
    wanted_ = false;
    running_ = true;
    lock.unlock();
    const int code = handle_->checkpoint(false);
    lock.lock();
    running_ = false;
    if (is_io_failure(code)) failure_ = error_of(nullptr, code, "checkpoint");
    changed_.notify_all();
  }
}

}  // namespace kontor::storage::sqlite
