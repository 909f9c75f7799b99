// Tells this process what was committed, by whichever process: one thread reads the outbox as soon
// as it is woken, and at short intervals for what other nodes wrote.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <thread>
#include <vector>

#include "events/outbox.h"

namespace kontor::events {

// Called on the hub's thread, events in their order; must not wait for anything.
using Listener = std::function<void(std::span<const Event>)>;

class Hub {
 public:
  explicit Hub(storage::Database& database,
               std::chrono::milliseconds interval = std::chrono::milliseconds(250));
  ~Hub();  // no listener is called any more when it returns
  Hub(const Hub&) = delete;

  // Begins behind the newest event. Without it only what subscribe() asks for is read.
  [[nodiscard]] Result<void> start();

  // Something was committed. Cheap; from any thread.
  void wake();

  // Ends when destroyed: after that the listener is not called. Must not outlive the hub, nor be
  // destroyed by its own listener.
  class Subscription {
   public:
    Subscription() = default;
    Subscription(Hub* hub, int number) : hub_(hub), number_(number) {}
    Subscription(Subscription&& other) noexcept
        : hub_(std::exchange(other.hub_, nullptr)), number_(other.number_) {}
    Subscription& operator=(Subscription&& other) noexcept;
    ~Subscription();

   private:
    Hub* hub_ = nullptr;
    int number_ = 0;
  };

  struct Resumed {
    Subscription subscription;
    // What happened after the event the client saw last, up to where the listener begins; nothing
    // if that event is not kept any more (or none was named): the client reads everything again.
    std::optional<std::vector<Event>> missed;
  };
  [[nodiscard]] Result<Resumed> subscribe(Listener listener, RecordId last_seen = {});

 private:
  void run();
  Result<void> dispatch();
  Result<std::optional<std::vector<Event>>> missed_since(RecordId last_seen);
  void remove(int number);

  storage::Database& database_;
  const std::chrono::milliseconds interval_;

  std::mutex delivery_;  // held while listeners are called and the position moves
  Position position_;
  std::map<int, Listener> listeners_;
  int next_number_ = 1;

  std::mutex waking_;
  std::condition_variable wake_;
  bool woken_ = false;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace kontor::events
