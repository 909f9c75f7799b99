#include "http/detail/worker_lane.h"

#include <utility>

namespace kontor::http::detail {

WorkerLane::WorkerLane(int threads, std::size_t capacity)
    : places_(static_cast<std::size_t>(threads) + capacity) {
  for (int i = 0; i < threads; ++i) threads_.emplace_back([this] { work(); });
}

WorkerLane::~WorkerLane() {
  {
    std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  threads_.clear();  // joins
}

bool WorkerLane::reserve() {
  std::lock_guard lock(mutex_);
  if (taken_ == places_) return false;
  ++taken_;
  return true;
}

void WorkerLane::run(Job job) {
  {
    std::lock_guard lock(mutex_);
    jobs_.push_back(std::move(job));
  }
  changed_.notify_one();
}

void WorkerLane::work() {
  std::unique_lock lock(mutex_);
  while (true) {
    changed_.wait(lock, [this] { return stopping_ || !jobs_.empty(); });
    if (jobs_.empty()) return;
    Job job = std::move(jobs_.front());
    jobs_.pop_front();
    lock.unlock();
    job();
    job = nullptr;  // what it holds goes before its place does
    lock.lock();
    --taken_;
  }
}

}  // namespace kontor::http::detail
