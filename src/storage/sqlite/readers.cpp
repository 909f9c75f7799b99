#include "storage/sqlite/readers.h"

#include <algorithm>
#include <utility>

#include "storage/step_limit.h"

namespace kontor::storage::sqlite {
namespace {

constexpr std::chrono::seconds kLongestWait{2};

}  // namespace

class ReaderSnapshot final : public Snapshot, public CountingConnection {
 public:
  ReaderSnapshot(Readers& pool, std::unique_ptr<Handle> handle)
      : pool_(pool), handle_(std::move(handle)), steps_before_(handle_->steps()) {}

  ~ReaderSnapshot() override {
    handle_->set_deadline({});
    if (handle_->in_transaction()) (void)handle_->run("COMMIT");
    pool_.give_back(std::move(handle_));
  }

  Engine engine() const override { return Engine::sqlite; }

  // The state is fixed by the first query, as on PostgreSQL.
  Result<void> each(const Sql& sql, const RowVisitor& visit) override {
    if (!handle_->in_transaction()) TRY(handle_->run("BEGIN"));
    return handle_->query(sql, visit);
  }

  Result<bool> each_within(std::uint64_t most, const Sql& sql, const RowVisitor& visit) override {
    if (!handle_->in_transaction()) TRY(handle_->run("BEGIN"));
    return handle_->query_within(most, sql, visit);
  }

  std::uint64_t steps() const override { return handle_->steps() - steps_before_; }

 private:
  Readers& pool_;
  std::unique_ptr<Handle> handle_;
  std::uint64_t steps_before_;
};

Result<void> Readers::open(const HandleOptions& options, int count) {
  for (int i = 0; i < count; ++i) free_.push_back(TRY(Handle::open(options)));
  return {};
}

Result<std::unique_ptr<Snapshot>> Readers::lease(Deadline deadline) {
  std::unique_ptr<Handle> handle;
  {
    std::unique_lock lock(mutex_);
    const auto until = std::min(deadline.at, std::chrono::steady_clock::now() + kLongestWait);
    if (!free_again_.wait_until(lock, until, [this] { return !free_.empty(); })) {
      return fail(Code::unavailable, "storage.busy");
    }
    handle = std::move(free_.back());
    free_.pop_back();
  }
  handle->set_deadline(deadline);
  return std::make_unique<ReaderSnapshot>(*this, std::move(handle));
}

void Readers::give_back(std::unique_ptr<Handle> handle) {
  {
    const std::lock_guard lock(mutex_);
    free_.push_back(std::move(handle));
  }
  free_again_.notify_one();
}

}  // namespace kontor::storage::sqlite
