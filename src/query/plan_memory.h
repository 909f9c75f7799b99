// Which way was cheap the last time somebody asked the same: finding that out takes several
// statements. Only the choice of a way is kept, never an answer, so a stale entry costs time and
// nothing else. Shared by all requests; safe to use from several threads.
#pragma once

#include <chrono>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

#include "query/statement.h"

namespace kontor::query {

class PlanMemory {
 public:
  struct Plan {
    AccessPath path;
    std::int64_t rows = 0;    // a walk looked at no more than these
    std::uint64_t steps = 0;  // and took so many steps
  };

  std::optional<Plan> find(const std::string& question) const;
  void keep(const std::string& question, const Plan& plan);
  void forget(const std::string& question);

 private:
  using Clock = std::chrono::steady_clock;
  struct Entry {
    Plan plan;
    Clock::time_point until;
  };

  mutable std::mutex mutex_;
  std::unordered_map<std::size_t, Entry> entries_;  // by a hash: a clash costs time only
};

// The same text for pages that are found in the same way: of one filter, order and set of rights.
std::string plan_question(const Conditions& conditions, const Order& order, const Rights& rights,
                          const PageWish& wish);

}  // namespace kontor::query
