// What was acknowledged survives kill -9; and the check itself notices when that is not so, which
// is shown on a database that acknowledges too early.
#include <algorithm>
#include <atomic>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <gtest/gtest.h>
#include <mutex>
#include <random>
#include <set>
#include <stdexcept>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

#include "storage/testing.h"
#include "storage/throwaway_cluster.h"

namespace kontor::storage {
namespace {

using std::chrono::milliseconds;

constexpr int kWriters = 8;
constexpr int kRoundsToCatchTheFault = 60;

int rounds() {
  const char* wanted = std::getenv("KONTOR_CRASH_ROUNDS");
  return wanted == nullptr ? 6 : std::max(1, std::atoi(wanted));
}

milliseconds some_time() {
  static std::minstd_rand random(7);
  return milliseconds(std::uniform_int_distribution<int>(40, 160)(random));
}

std::unique_ptr<Database> open_or_throw(const OpenOptions& options) {
  auto database = open(options);
  if (!database) throw std::runtime_error(database.error().internal);
  return std::move(*database);
}

void make_table(Database& database) {
  const auto made = database.write(
      [](Transaction& t) { return t.script("CREATE TABLE item (id bigint PRIMARY KEY)"); });
  if (!made) throw std::runtime_error(made.error().internal);
}

// Inserts ids until it fails or is over; each id is told once it is acknowledged.
template <class Acknowledged>
void insert_until_it_fails(Database& database, std::int64_t first, const std::atomic<bool>& over,
                           const Acknowledged& tell) {
  for (std::int64_t id = first; !over; id += kWriters) {
    const auto written = database.write([&](Transaction& t) -> Result<void> {
      TRY(t.execute({"INSERT INTO item (id) VALUES (?)", {id}}));
      return {};
    });
    if (!written) return;
    tell(id);
  }
}

std::set<std::int64_t> stored(Database& database) {
  std::set<std::int64_t> ids;
  const auto read = database.read().value()->each({"SELECT id FROM item", {}}, [&](const Row& row) {
    ids.insert(row.integer(0));
    return true;
  });
  if (!read) throw std::runtime_error(read.error().internal);
  return ids;
}

std::size_t missing(const std::vector<std::int64_t>& acknowledged, Database& database) {
  const auto ids = stored(database);
  return std::ranges::count_if(acknowledged, [&](std::int64_t id) { return !ids.contains(id); });
}

// The process to be killed: writes ids into the pipe as they are acknowledged.
[[noreturn]] void write_until_killed(const OpenOptions& options, int pipe) {
  const auto database = open_or_throw(options);
  const std::atomic<bool> never = false;
  std::vector<std::jthread> writers;
  for (int writer = 0; writer < kWriters; ++writer) {
    writers.emplace_back([&, writer] {
      insert_until_it_fails(*database, writer + 1, never, [&](std::int64_t id) {
        if (write(pipe, &id, sizeof id) != sizeof id) _exit(1);
      });
    });
  }
  writers.clear();
  _exit(2);
}

std::size_t lost_by_killing_sqlite(bool acknowledge_before_commit,
                                   std::size_t& acknowledged_total) {
  testing::FreshDatabase fresh(Engine::sqlite,
                               {.acknowledge_before_commit = acknowledge_before_commit});
  make_table(*fresh);
  fresh.close();  // before the fork: a connection must not be shared
  int ends[2];
  if (pipe(ends) != 0) throw std::runtime_error("pipe");
  const pid_t child = fork();
  if (child == 0) {
    close(ends[0]);
    write_until_killed(fresh.options(), ends[1]);
  }
  close(ends[1]);
  std::vector<std::int64_t> acknowledged;
  std::jthread reader([&] {
    std::int64_t id;
    while (read(ends[0], &id, sizeof id) == sizeof id) acknowledged.push_back(id);
  });
  std::this_thread::sleep_for(some_time());
  kill(child, SIGKILL);
  int status = 0;
  waitpid(child, &status, 0);
  reader.join();
  close(ends[0]);
  EXPECT_TRUE(WIFSIGNALED(status)) << "the writer ended by itself: " << WEXITSTATUS(status);
  acknowledged_total += acknowledged.size();
  fresh.open();
  EXPECT_EQ(fresh->read().value()->text({"PRAGMA integrity_check", {}}).value(), "ok");
  return missing(acknowledged, *fresh);
}

TEST(CrashTest, SqliteKeepsWhatItAcknowledged) {
  std::size_t acknowledged = 0;
  for (int round = 0; round < rounds(); ++round) {
    EXPECT_EQ(lost_by_killing_sqlite(false, acknowledged), 0u);
  }
  EXPECT_GT(acknowledged, 100u);
  std::printf("%zu acknowledged writes, 0 may be lost, %d kills\n", acknowledged, rounds());
}

TEST(CrashTest, SqliteControlLoses) {
  std::size_t acknowledged = 0, lost = 0;
  for (int round = 0; round < kRoundsToCatchTheFault && lost == 0; ++round) {
    lost = lost_by_killing_sqlite(true, acknowledged);
  }
  EXPECT_GT(lost, 0u);
}

std::size_t lost_by_killing_postgres(const testing::ThrowawayCluster& cluster,
                                     bool acknowledge_before_commit,
                                     std::size_t& acknowledged_total) {
  const OpenOptions options{.url = cluster.url(),
                            .acknowledge_before_commit = acknowledge_before_commit};
  const auto database = open_or_throw(options);
  const auto emptied =
      database->write([](Transaction& t) { return t.script("DROP TABLE IF EXISTS item"); });
  EXPECT_TRUE(testing::succeeded(emptied));
  make_table(*database);
  std::vector<std::int64_t> acknowledged;
  std::mutex mutex;
  std::atomic<bool> over = false;
  std::vector<std::jthread> writers;
  for (int writer = 0; writer < kWriters; ++writer) {
    writers.emplace_back([&, writer] {
      insert_until_it_fails(*database, writer + 1, over, [&](std::int64_t id) {
        const std::lock_guard lock(mutex);
        acknowledged.push_back(id);
      });
    });
  }
  std::this_thread::sleep_for(some_time());
  cluster.crash();
  over = true;
  writers.clear();
  acknowledged_total += acknowledged.size();
  return missing(acknowledged, *open_or_throw(options));
}

TEST(CrashTest, PostgresKeepsWhatItAcknowledged) {
  const testing::ThrowawayCluster cluster(testing::ThrowawayCluster::Disk::durable);
  std::size_t acknowledged = 0;
  for (int round = 0; round < rounds(); ++round) {
    EXPECT_EQ(lost_by_killing_postgres(cluster, false, acknowledged), 0u);
  }
  EXPECT_GT(acknowledged, 100u);
  std::printf("%zu acknowledged writes, 0 may be lost, %d kills\n", acknowledged, rounds());
}

TEST(CrashTest, PostgresControlLoses) {
  const testing::ThrowawayCluster cluster(testing::ThrowawayCluster::Disk::durable);
  std::size_t acknowledged = 0, lost = 0;
  for (int round = 0; round < kRoundsToCatchTheFault && lost == 0; ++round) {
    lost = lost_by_killing_postgres(cluster, true, acknowledged);
  }
  EXPECT_GT(lost, 0u);
}

}  // namespace
}  // namespace kontor::storage
