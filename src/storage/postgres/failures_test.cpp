// Lost connections, deadlocks, and commits whose outcome nobody knows.
#include <algorithm>
#include <atomic>
#include <barrier>
#include <future>
#include <gmock/gmock.h>
#include <thread>

#include "storage/testing.h"
#include "storage/throwaway_cluster.h"

namespace kontor::storage::postgres {
namespace {

using storage::testing::FreshDatabase;
using storage::testing::succeeded;
using storage::testing::ThrowawayCluster;

constexpr const char* kKillOthers =
    "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity "
    "WHERE datname = current_database() AND pid <> pg_backend_pid()";

class FailuresTest : public ::testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(succeeded(fresh_->write([](Transaction& t) {
      return t.script(
          "CREATE TABLE item (id bigint PRIMARY KEY, n bigint NOT NULL);"
          "INSERT INTO item VALUES (1, 0), (2, 0)");
    })));
  }

  static Result<void> add(Transaction& t, std::int64_t id) {
    TRY(t.execute({"UPDATE item SET n = n + 1 WHERE id = ?", {id}}));
    return {};
  }

  std::int64_t sum() {
    return fresh_->read().value()->integer({"SELECT sum(n) FROM item", {}}).value().value();
  }

  // From another connection, while the database under test holds its own.
  void kill_connections() {
    const auto killer = storage::open(fresh_.options()).value();
    ASSERT_GT(killer->read().value()->integer({kKillOthers, {}}).value(), 0);
  }

  FreshDatabase fresh_{Engine::postgres};
};

TEST_F(FailuresTest, IdleConnectionsAreReplacedSilently) {
  EXPECT_EQ(sum(), 0);
  kill_connections();
  EXPECT_EQ(sum(), 0);
  EXPECT_TRUE(succeeded(fresh_->write([](Transaction& t) { return add(t, 1); })));
  EXPECT_EQ(sum(), 1);
}

TEST_F(FailuresTest, AJobWhoseConnectionDiesRunsAgain) {
  int runs = 0, effects = 0;
  ASSERT_TRUE(succeeded(fresh_->write([&](Transaction& t) -> Result<void> {
    ++runs;
    TRY(add(t, 1));
    if (runs == 1) kill_connections();
    t.after_commit([&] { ++effects; });
    return add(t, 2);
  })));
  EXPECT_EQ(runs, 2);
  EXPECT_EQ(effects, 1);
  EXPECT_EQ(sum(), 2);
}

TEST_F(FailuresTest, ASnapshotWhoseConnectionDiesSaysSo) {
  const auto snapshot = fresh_->read().value();
  ASSERT_TRUE(succeeded(snapshot->integer({"SELECT 1", {}})));
  kill_connections();
  const auto result = snapshot->integer({"SELECT 2", {}});
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, Code::unavailable);
}

TEST_F(FailuresTest, DeadlockedJobsRunAgain) {
  std::barrier both_hold_one(2);
  std::atomic<int> runs = 0;
  const auto lock_both = [&](std::int64_t first, std::int64_t second) {
    return fresh_->write([&, first, second](Transaction& t) -> Result<void> {
      TRY(t.script("SET LOCAL deadlock_timeout = '20ms'"));
      TRY(add(t, first));
      if (++runs <= 2) both_hold_one.arrive_and_wait();
      return add(t, second);
    });
  };
  auto other = std::async(std::launch::async, [&] { return lock_both(2, 1); });
  EXPECT_TRUE(succeeded(lock_both(1, 2)));
  EXPECT_TRUE(succeeded(other.get()));
  EXPECT_GE(runs, 3);
  EXPECT_EQ(sum(), 4);
}

TEST_F(FailuresTest, ReadOnlyServerIsUnavailable) {
  OpenOptions options = fresh_.options();
  options.url += " options='-c default_transaction_read_only=on'";
  const auto standby = storage::open(options).value();
  const auto result = standby->write([](Transaction& t) { return add(t, 1); });
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, Code::unavailable);
  EXPECT_EQ(result.error().key, "storage.away");
  EXPECT_EQ(sum(), 0);
}

TEST(PostgresOpen, SaysWhenNobodyIsThere) {
  const auto database = storage::open({.url = "host=/nowhere dbname=x"});
  ASSERT_FALSE(database);
  EXPECT_EQ(database.error().code, Code::unavailable);
}

// Commits wait for a standby that does not exist. Whatever ends the wait, nobody may be told that
// the change is safe.
class UnsureCommit : public ::testing::TestWithParam<const char*> {};

TEST_P(UnsureCommit, IsToldAsUnknown) {
  const ThrowawayCluster cluster(ThrowawayCluster::Disk::fast,
                                 "-c synchronous_standby_names=nobody -c synchronous_commit=on");
  const auto local =
      storage::open({.url = cluster.url() + " options='-c synchronous_commit=local'"}).value();
  ASSERT_TRUE(succeeded(local->write(
      [](Transaction& t) { return t.script("CREATE TABLE item (id bigint PRIMARY KEY)"); })));
  const auto database = storage::open({.url = cluster.url()}).value();
  std::atomic<int> runs = 0, effects = 0;
  auto writing = std::async(std::launch::async, [&] {
    return database->write([&](Transaction& t) -> Result<void> {
      ++runs;
      t.after_commit([&] { ++effects; });
      TRY(t.execute({"INSERT INTO item VALUES (1)", {}}));
      return {};
    });
  });
  const Sql end_the_wait{std::string("SELECT ") + GetParam() +
                             "(pid)::int FROM pg_stat_activity WHERE wait_event = 'SyncRep'",
                         {}};
  while (!local->read().value()->integer(end_the_wait).value()) std::this_thread::yield();
  const auto result = writing.get();
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, Code::unknown_outcome);
  EXPECT_EQ(runs, 1);
  EXPECT_EQ(effects, 0);
}

INSTANTIATE_TEST_SUITE_P(, UnsureCommit,
                         ::testing::Values("pg_cancel_backend", "pg_terminate_backend"),
                         [](const auto& way) { return std::string(way.param); });

}  // namespace
}  // namespace kontor::storage::postgres
