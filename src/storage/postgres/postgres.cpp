#include "storage/postgres/postgres.h"

#include <algorithm>
#include <mutex>
#include <random>
#include <thread>
#include <utility>

#include "storage/postgres/job.h"
#include "storage/postgres/pool.h"
#include "storage/postgres/snapshot.h"

namespace kontor::storage::postgres {
namespace {

constexpr int kTries = 8;
constexpr std::chrono::milliseconds kFirstPause{2};

// Random, so that two that clashed do not clash again.
void pause_before_try(int next) {
  thread_local std::minstd_rand random(std::random_device{}());
  const auto longest = kFirstPause * (1 << std::min(next, 6));
  std::uniform_int_distribution<std::int64_t> span(0, longest.count());
  std::this_thread::sleep_for(std::chrono::milliseconds(span(random)));
}

class PostgresDatabase final : public Database {
 public:
  explicit PostgresDatabase(const OpenOptions& options)
      : readers_(options, options.readers), writers_(options, options.writers) {}

  // So that a wrong address is told at the start, and not to the first user.
  Result<void> check() {
    TRY(readers_.lease());
    return {};
  }

  Engine engine() const override { return Engine::postgres; }

  Result<std::unique_ptr<Snapshot>> read(Deadline deadline) override {
    Pool::Lease link = TRY(readers_.lease(deadline));
    return std::make_unique<PostgresSnapshot>(readers_, std::move(link), deadline);
  }

  Result<void> write(const WriteJob& job) override {
    JobOutcome outcome = try_until_done(job);
    if (outcome.result) {
      for (const auto& effect : outcome.effects) effect();
    }
    return outcome.result;
  }

  Result<void> write_bulk(const WriteJob& job) override {
    const std::lock_guard one_at_a_time(bulk_);
    return write(job);
  }

  bool writers_waiting() const override { return writers_.someone_waits(); }

 private:
  JobOutcome try_until_done(const WriteJob& job) {
    for (int next = 1;; ++next) {
      JobOutcome outcome = try_once(job);
      if (outcome.result || !outcome.again || next == kTries) return outcome;
      pause_before_try(next);
    }
  }

  JobOutcome try_once(const WriteJob& job) {
    Result<Pool::Lease> link = writers_.lease();
    if (!link) return {Failure(std::move(link).error())};
    return run_job(**link, job);
  }

  Pool readers_;
  Pool writers_;
  std::mutex bulk_;
};

}  // namespace

Result<std::unique_ptr<Database>> open(const OpenOptions& options) {
  auto database = std::make_unique<PostgresDatabase>(options);
  TRY(database->check());
  return database;
}

}  // namespace kontor::storage::postgres
