// A bounded queue of jobs and the threads that run them.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace kontor::http::detail {

class WorkerLane {
 public:
  using Job = std::move_only_function<void()>;

  // `capacity`: jobs waiting beyond those that run.
  WorkerLane(int threads, std::size_t capacity);
  // Runs what was accepted, then ends.
  ~WorkerLane();

  // Takes a place in the queue; false when it is full. A place must be used by run().
  bool reserve();
  void run(Job job);

 private:
  void work();

  std::size_t places_;  // threads + capacity
  std::size_t taken_ = 0;
  bool stopping_ = false;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Job> jobs_;
  std::vector<std::jthread> threads_;
};

}  // namespace kontor::http::detail
