#include "events/hub.h"

#include "base/log.h"

namespace kontor::events {
namespace {

constexpr std::int64_t kBatch = 500;

// A database that came here in a dump brings numbers of transactions of another server: events that
// would seem to lie in the future. Clients then read everything again.
Result<void> forget_foreign(storage::Transaction& tx) {
  if (tx.engine() == storage::Engine::sqlite) return {};
  TRY(
      tx.execute({"DELETE FROM kontor_event WHERE xact >= "
                  "pg_snapshot_xmax(pg_current_snapshot())::text::bigint",
                  {}}));
  return {};
}

}  // namespace

Hub::Hub(storage::Database& database, std::chrono::milliseconds interval)
    : database_(database), interval_(interval) {}

Hub::~Hub() {
  {
    std::lock_guard lock(waking_);
    stopping_ = true;
  }
  wake_.notify_all();
  if (thread_.joinable()) thread_.join();
}

Result<void> Hub::start() {
  TRY(database_.write(forget_foreign));
  auto until = TRY(settled(database_));
  auto snapshot = TRY(database_.read());
  position_ = TRY(newest(*snapshot, until));
  thread_ = std::thread([this] { run(); });
  return {};
}

void Hub::wake() {
  {
    std::lock_guard lock(waking_);
    woken_ = true;
  }
  wake_.notify_one();
}

void Hub::run() {
  while (true) {
    {
      std::unique_lock lock(waking_);
      wake_.wait_for(lock, interval_, [&] { return woken_ || stopping_; });
      if (stopping_) return;
      woken_ = false;
    }
    // The database may be away for a while: the events wait for us there.
    if (auto done = dispatch(); !done) log_error("events.read_failed", done.error());
  }
}

Result<void> Hub::dispatch() {
  while (true) {
    std::lock_guard lock(delivery_);
    Batch batch;
    {
      auto until = TRY(settled(database_));
      auto snapshot = TRY(database_.read());
      batch = TRY(read_after(*snapshot, until, position_, kBatch));
    }
    if (batch.events.empty()) return {};
    for (const auto& [number, listener] : listeners_) listener(batch.events);
    position_ = batch.last;
  }
}

Result<Hub::Resumed> Hub::subscribe(Listener listener, RecordId last_seen) {
  std::lock_guard lock(delivery_);
  Resumed resumed;
  resumed.missed = TRY(missed_since(last_seen));
  int number = next_number_++;
  listeners_.emplace(number, std::move(listener));
  resumed.subscription = Subscription(this, number);
  return resumed;
}

Result<std::optional<std::vector<Event>>> Hub::missed_since(RecordId last_seen) {
  using Missed = std::optional<std::vector<Event>>;
  if (!last_seen) return Missed();
  auto until = TRY(settled(database_));
  auto snapshot = TRY(database_.read());
  auto from = TRY(position_of(*snapshot, last_seen));
  if (!from) return Missed();
  Batch batch = TRY(read_after(*snapshot, until, *from, kKeptEvents));
  // What lies behind our own position will still be delivered.
  if (thread_.joinable()) {
    while (!batch.events.empty() && batch.last > position_) {
      batch.events.pop_back();
      if (batch.events.empty()) break;
      auto before = TRY(position_of(*snapshot, batch.events.back().id));
      if (!before) break;
      batch.last = *before;
    }
  }
  return Missed(std::move(batch.events));
}

void Hub::remove(int number) {
  std::lock_guard lock(delivery_);
  listeners_.erase(number);
}

Hub::Subscription& Hub::Subscription::operator=(Subscription&& other) noexcept {
  if (this != &other) {
    if (hub_) hub_->remove(number_);
    hub_ = std::exchange(other.hub_, nullptr);
    number_ = other.number_;
  }
  return *this;
}

Hub::Subscription::~Subscription() {
  if (hub_) hub_->remove(number_);
}

}  // namespace kontor::events
