#include "storage/backup.h"

#include <atomic>
#include <filesystem>
#include <fstream>
#include <thread>
#include <unistd.h>

#include "storage/testing.h"

namespace kontor::storage {
namespace {

using testing::FreshDatabase;
using testing::succeeded;

class BackupTest : public testing::EachEngine {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::temp_directory_path() /
              ("kontor-backup-" + std::to_string(getpid()) + "-" + name_of(GetParam()));
    std::filesystem::create_directories(folder_);
    ASSERT_TRUE(succeeded(database().write([](Transaction& t) {
      return t.script(
          "CREATE TABLE kontor_migration (name text);"
          "CREATE TABLE item (id bigint PRIMARY KEY, half bigint, bytes text)");
    })));
    add(0);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  // Two rows that belong together.
  void add(std::int64_t id) {
    ASSERT_TRUE(succeeded(database().write([id](Transaction& t) -> Result<void> {
      for (std::int64_t half : {0, 1})
        TRY(t.execute(
            {"INSERT INTO item VALUES (?, ?, ?)", {2 * id + half, half, std::string(500, 'x')}}));
      return {};
    })));
  }

  std::string file(const std::string& name) const { return (folder_ / name).string(); }

  // A place nothing has been restored to yet.
  std::string empty_url() {
    if (GetParam() == Engine::sqlite) return "sqlite:" + file("restored.db");
    target_ = std::make_unique<FreshDatabase>(GetParam());
    target_->close();
    return target_->options().url;
  }

  static std::string key_of(const Result<void>& result) { return result ? "" : result.error().key; }

  std::filesystem::path folder_;
  std::unique_ptr<FreshDatabase> target_;
};

KONTOR_EACH_ENGINE(BackupTest);

TEST_P(BackupTest, HoldsOneConsistentStateWhileOthersWrite) {
  std::atomic<std::int64_t> written = 0;
  std::jthread writer([&](std::stop_token stop) {
    for (std::int64_t id = 1; !stop.stop_requested(); ++id) {
      add(id);
      written = id;
    }
  });
  while (written < 20) std::this_thread::yield();
  const std::int64_t before = written;
  ASSERT_TRUE(succeeded(back_up(fresh().options().url, file("a.backup"))));
  writer.request_stop();
  writer.join();

  const std::string url = empty_url();
  ASSERT_TRUE(succeeded(restore(file("a.backup"), url)));
  const auto restored = open({.url = url}).value();
  const auto snapshot = restored->read().value();
  const auto number = [&](const char* sql) { return *snapshot->integer({sql, {}}).value(); };
  EXPECT_GE(number("SELECT count(*) FROM item"), 2 * before);
  EXPECT_LE(number("SELECT count(*) FROM item"), 2 * (written + 1));
  EXPECT_EQ(number("SELECT count(*) FROM item WHERE half = 0"),
            number("SELECT count(*) FROM item WHERE half = 1"));
  EXPECT_EQ(number("SELECT max(id) + 1 FROM item"), number("SELECT count(*) FROM item"))
      << "everything before what is there is there";
}

TEST_P(BackupTest, OverwritesNothing) {
  ASSERT_TRUE(succeeded(back_up(fresh().options().url, file("a.backup"))));
  const auto size = std::filesystem::file_size(file("a.backup"));
  EXPECT_EQ(key_of(back_up(fresh().options().url, file("a.backup"))), "backup.file_exists");
  EXPECT_EQ(std::filesystem::file_size(file("a.backup")), size);
  EXPECT_EQ(key_of(restore(file("a.backup"), fresh().options().url)), "restore.occupied");
}

TEST_P(BackupTest, IsForNobodyElseToRead) {
  ASSERT_TRUE(succeeded(back_up(fresh().options().url, file("a.backup"))));
  using std::filesystem::perms;
  EXPECT_EQ(std::filesystem::status(file("a.backup")).permissions(),
            perms::owner_read | perms::owner_write);
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder_), {}), 1)
      << "nothing else is left lying about";
}

TEST_P(BackupTest, RefusesWhatIsNone) {
  const std::string url = empty_url();
  EXPECT_EQ(key_of(restore(file("missing"), url)), "restore.no_file");
  std::ofstream(file("letter.txt")) << "Sehr geehrte Damen und Herren";
  EXPECT_EQ(key_of(restore(file("letter.txt"), url)), "restore.not_a_backup");

  ASSERT_TRUE(succeeded(back_up(fresh().options().url, file("a.backup"))));
  const auto half = std::filesystem::file_size(file("a.backup")) / 2;
  std::filesystem::resize_file(file("a.backup"), half);
  EXPECT_FALSE(restore(file("a.backup"), url)) << "half a backup";
  ASSERT_TRUE(succeeded(back_up(fresh().options().url, file("b.backup"))));
  EXPECT_TRUE(succeeded(restore(file("b.backup"), url))) << "the place is still free";
}

TEST(Backup, SaysWhenThereIsNothing) {
  const auto done = back_up("sqlite:/nowhere/kontor.db", "/tmp/kontor-never-made");
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().key, "backup.no_database");
}

}  // namespace
}  // namespace kontor::storage
