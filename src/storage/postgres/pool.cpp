#include "storage/postgres/pool.h"

#include <algorithm>
#include <utility>

namespace kontor::storage::postgres {
namespace {

constexpr std::chrono::seconds kLongestWait{2};

}  // namespace

Result<Pool::Lease> Pool::lease(Deadline deadline) {
  std::unique_ptr<Link> link = TRY(take(deadline));
  if (!link || !link->usable()) {
    auto made = Link::connect(options_);
    if (!made) {
      one_less();
      return Failure(std::move(made).error());
    }
    link = std::move(*made);
  }
  return Lease(link.release(), GiveBack{this});
}

// An idle connection, or nothing: then one may be made.
Result<std::unique_ptr<Link>> Pool::take(Deadline deadline) {
  std::unique_lock lock(mutex_);
  const auto until = std::min(deadline.at, std::chrono::steady_clock::now() + kLongestWait);
  ++waiting_;
  const bool lucky =
      free_again_.wait_until(lock, until, [this] { return !idle_.empty() || open_ < size_; });
  --waiting_;
  if (!lucky) return fail(Code::unavailable, "storage.busy");
  if (idle_.empty()) {
    ++open_;
    return std::unique_ptr<Link>{};
  }
  auto link = std::move(idle_.back());
  idle_.pop_back();
  return link;
}

void Pool::give_back(std::unique_ptr<Link> link) {
  if (!link->usable()) {
    link.reset();
    one_less();
    return;
  }
  {
    const std::lock_guard lock(mutex_);
    idle_.push_back(std::move(link));
  }
  free_again_.notify_one();
}

void Pool::one_less() {
  {
    const std::lock_guard lock(mutex_);
    --open_;
  }
  free_again_.notify_one();
}

}  // namespace kontor::storage::postgres
