// Full and failing disks below SQLite: clean errors, whole changes or none, and no promise that a
// later start would break.
#include <algorithm>
#include <gmock/gmock.h>
#include <set>
#include <sqlite3.h>

#include "storage/sqlite/faulty_disk.h"
#include "storage/testing.h"

namespace kontor::storage::sqlite {
namespace {

using storage::testing::FreshDatabase;
using storage::testing::succeeded;
using ::testing::AnyOf;

Result<void> make_table(Database& database) {
  return database.write([](Transaction& t) {
    return t.script("CREATE TABLE item (id INTEGER PRIMARY KEY, bytes BLOB)");
  });
}

Result<void> insert(Transaction& t, std::int64_t id, std::size_t size = 10) {
  TRY(t.execute(
      {"INSERT INTO item (id, bytes) VALUES (?, ?)", {id, Blob{std::string(size, 'x')}}}));
  return {};
}

Result<void> insert(Database& database, std::int64_t id, std::size_t size = 10) {
  return database.write([&](Transaction& t) { return insert(t, id, size); });
}

std::int64_t count(Database& database) {
  return database.read().value()->integer({"SELECT count(*) FROM item", {}}).value().value();
}

TEST(DiskTest, FullDiskIsSaidAndForgotten) {
  FreshDatabase fresh(Engine::sqlite);
  ASSERT_TRUE(succeeded(make_table(*fresh)));
  const auto limit = [&](const char* pages) {
    return fresh->write(
        [&](Transaction& t) { return t.script(std::string("PRAGMA max_page_count=") + pages); });
  };
  ASSERT_TRUE(succeeded(limit("20")));
  const auto result = insert(*fresh, 1, 1 << 20);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, Code::storage_full);
  EXPECT_EQ(count(*fresh), 0);
  EXPECT_TRUE(succeeded(insert(*fresh, 2)));
  ASSERT_TRUE(succeeded(limit("1000000")));
  EXPECT_TRUE(succeeded(insert(*fresh, 1, 1 << 20)));
  EXPECT_EQ(count(*fresh), 2);
}

TEST(DiskTest, AFailedSyncStopsAllWritingUntilTheNextStart) {
  FaultyDisk disk;
  FreshDatabase fresh(Engine::sqlite);
  ASSERT_TRUE(succeeded(make_table(*fresh)));
  ASSERT_TRUE(succeeded(insert(*fresh, 1)));
  disk.fail(static_cast<unsigned>(DiskCall::sync), 1);
  const auto unsure = insert(*fresh, 2);
  ASSERT_TRUE(disk.has_failed());
  ASSERT_FALSE(unsure);
  EXPECT_EQ(unsure.error().code, Code::unknown_outcome);
  // The disk answers again, but nobody knows what it dropped.
  const auto refused = insert(*fresh, 3);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Code::unavailable);
  EXPECT_EQ(refused.error().key, "storage.stopped");
  const auto bulk = fresh->write_bulk([](Transaction& t) { return insert(t, 4); });
  EXPECT_FALSE(bulk);
  EXPECT_EQ(count(*fresh), 1);  // reading goes on
  fresh.close();
  fresh.open();
  EXPECT_TRUE(succeeded(insert(*fresh, 5)));
  EXPECT_THAT(count(*fresh), AnyOf(2, 3));
}

bool is_honest(const Error& error) {
  return error.key != "internal" &&
         (error.code == Code::unavailable || error.code == Code::unknown_outcome ||
          error.code == Code::storage_full || error.code == Code::internal);
}

// A reader gets everything acknowledged or an error, never a part.
void expect_all_or_error(Database& database, const std::set<std::int64_t>& acknowledged) {
  std::set<std::int64_t> seen;
  const auto read = database.read().value()->each({"SELECT id FROM item", {}}, [&](const Row& row) {
    seen.insert(row.integer(0));
    return true;
  });
  if (read) {
    EXPECT_TRUE(std::includes(seen.begin(), seen.end(), acknowledged.begin(), acknowledged.end()));
  } else {
    EXPECT_TRUE(is_honest(read.error())) << ::testing::PrintToString(read.error());
  }
}

// Forty jobs of two rows each, two of them long enough to spill their pages early, a log that is
// moved into the database in between (by another thread, when it finds the time) and readers.
// Returns the first row of the pairs acknowledged.
std::set<std::int64_t> run_script(Database& database) {
  std::set<std::int64_t> acknowledged;
  for (std::int64_t job = 0; job < 40; ++job) {
    const std::size_t size = job % 20 == 10 ? 6 << 20 : 2000;
    const auto written = database.write([&](Transaction& t) -> Result<void> {
      TRY(insert(t, 2 * job, size));
      return insert(t, 2 * job + 1);
    });
    if (written) {
      acknowledged.insert(2 * job);
    } else {
      EXPECT_TRUE(is_honest(written.error())) << ::testing::PrintToString(written.error());
    }
    if (job % 10 == 9) expect_all_or_error(database, acknowledged);
  }
  return acknowledged;
}

void expect_whole(Database& database, const std::set<std::int64_t>& acknowledged) {
  const auto snapshot = database.read().value();
  EXPECT_EQ(snapshot->text({"PRAGMA integrity_check", {}}).value(), "ok");
  std::set<std::int64_t> ids;
  ASSERT_TRUE(succeeded(snapshot->each({"SELECT id FROM item", {}}, [&](const Row& row) {
    ids.insert(row.integer(0));
    return true;
  })));
  for (const std::int64_t id : acknowledged) EXPECT_TRUE(ids.contains(id)) << id;
  for (const std::int64_t id : ids) EXPECT_TRUE(ids.contains(id ^ 1)) << "half a job: " << id;
}

// Fails the n-th call of each kind, for every n until the script no longer gets that far (in steps
// that grow, for there are thousands of writes).
void fail_nth_of(DiskCall kind) {
  int n = 1, faults = 0;
  for (bool failed = true; failed; n += 1 + n / 4) {
    SCOPED_TRACE("call " + std::to_string(n));
    FaultyDisk disk;
    FreshDatabase fresh(Engine::sqlite, {.mmap_bytes = 0});
    ASSERT_TRUE(succeeded(make_table(*fresh)));
    // The reader knows the table: a failed look for it would be told as "no such table".
    ASSERT_EQ(count(*fresh), 0);
    disk.fail(static_cast<unsigned>(kind), n);
    const auto acknowledged = run_script(*fresh);
    failed = disk.has_failed();
    faults += failed ? 1 : 0;
    disk.fail(0, 0);
    fresh.close();
    fresh.open();
    expect_whole(*fresh, acknowledged);
    EXPECT_TRUE(succeeded(insert(*fresh, 1000)));
  }
  EXPECT_GT(faults, 2);
}

TEST(DiskTest, AnyWriteMayFail) {
  fail_nth_of(DiskCall::write);
}
TEST(DiskTest, AnySyncMayFail) {
  fail_nth_of(DiskCall::sync);
}
TEST(DiskTest, AnyReadMayFail) {
  fail_nth_of(DiskCall::read);
}

}  // namespace
}  // namespace kontor::storage::sqlite
