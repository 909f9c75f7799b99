// How the one writer shares commits; what jobs may rely on is in database_test.cpp.
#include "storage/sqlite/writer.h"

#include <atomic>
#include <filesystem>
#include <future>
#include <gmock/gmock.h>
#include <thread>
#include <vector>

#include "storage/sqlite/faulty_disk.h"
#include "storage/testing.h"

namespace kontor::storage::sqlite {
namespace {

using storage::testing::FreshDatabase;
using storage::testing::succeeded;

Result<void> insert(Transaction& t, std::int64_t id) {
  TRY(t.execute({"INSERT INTO item (id) VALUES (?)", {id}}));
  return {};
}

class WriterTest : public ::testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(succeeded(fresh_->write(
        [](Transaction& t) { return t.script("CREATE TABLE item (id INTEGER PRIMARY KEY)"); })));
  }

  // Holds the writer with a bulk job until `count` threads are about to call write() and at least
  // one waits; then lets them go and returns how many succeeded.
  int write_together(int count, const std::function<Result<void>(Transaction&, int)>& job) {
    std::promise<void> running, finish;
    std::atomic<int> started = 0, succeeded_jobs = 0;
    std::jthread holder([&] {
      EXPECT_TRUE(succeeded(fresh_->write_bulk([&](Transaction&) -> Result<void> {
        running.set_value();
        finish.get_future().wait();
        return {};
      })));
    });
    running.get_future().wait();
    disk_.fail(static_cast<unsigned>(DiskCall::sync), 0);
    std::vector<std::jthread> threads;
    for (int i = 0; i < count; ++i) {
      threads.emplace_back([&, i] {
        ++started;
        if (fresh_->write([&](Transaction& t) { return job(t, i); })) ++succeeded_jobs;
      });
    }
    while (started < count || !fresh_->writers_waiting()) std::this_thread::yield();
    finish.set_value();
    threads.clear();
    return succeeded_jobs;
  }

  std::int64_t count() {
    return fresh_->read().value()->integer({"SELECT count(*) FROM item", {}}).value().value();
  }

  FaultyDisk disk_;
  FreshDatabase fresh_{Engine::sqlite};
};

TEST_F(WriterTest, JobsThatWaitTogetherShareAWaitForTheDisk) {
  EXPECT_EQ(write_together(40, [](Transaction& t, int i) { return insert(t, i); }), 40);
  EXPECT_EQ(count(), 40);
  EXPECT_LE(disk_.calls(), 20);
}

TEST_F(WriterTest, AFailedJobTakesNobodyAlong) {
  const int good = write_together(40, [](Transaction& t, int i) -> Result<void> {
    TRY(insert(t, i));
    if (i % 4 == 0) return fail(Code::invalid, "no");
    if (i % 4 == 1) return insert(t, i);  // a broken constraint
    return {};
  });
  EXPECT_EQ(good, 20);
  EXPECT_EQ(count(), 20);
}

TEST_F(WriterTest, AWriteInsideAWriteIsABugNotAHang) {
  const auto result = fresh_->write([&](Transaction& t) -> Result<void> {
    TRY(insert(t, 1));
    return fresh_->write([](Transaction& inner) { return insert(inner, 2); });
  });
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, Code::internal);
  EXPECT_EQ(count(), 0);
}

// The log begins anew although somebody always reads.
TEST_F(WriterTest, TheLogStaysShort) {
  std::atomic<bool> over = false;
  std::vector<std::jthread> readers;
  for (int i = 0; i < 3; ++i) {
    readers.emplace_back([&] {
      while (!over) {
        const auto snapshot = fresh_->read().value();
        EXPECT_TRUE(succeeded(snapshot->integer({"SELECT count(*) FROM item", {}})));
        EXPECT_TRUE(succeeded(snapshot->integer({"SELECT max(id) FROM item", {}})));
      }
    });
  }
  ASSERT_TRUE(succeeded(fresh_->write(
      [](Transaction& t) { return t.script("CREATE TABLE big (id INTEGER, bytes BLOB)"); })));
  for (int i = 0; i < 60; ++i) {
    ASSERT_TRUE(succeeded(fresh_->write([](Transaction& t) -> Result<void> {
      TRY(t.execute({"DELETE FROM big", {}}));
      TRY(t.execute({"INSERT INTO big VALUES (1, ?)", {Blob{std::string(4 << 20, 'x')}}}));
      return {};
    })));
  }
  over = true;
  readers.clear();
  EXPECT_LT(std::filesystem::file_size(fresh_.folder() + "/kontor.db-wal"), 160u << 20);
}

}  // namespace
}  // namespace kontor::storage::sqlite
