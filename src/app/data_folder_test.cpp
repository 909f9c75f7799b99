#include "app/data_folder.h"

#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/random.h"

namespace kontor::app {
namespace {

class DataFolder : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = (std::filesystem::temp_directory_path() / ("kontor-" + random_token())).string();
    ASSERT_TRUE(make_data_folder(folder_));
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  mode_t mode(const std::string& path) {
    struct stat status {};
    ::stat(path.c_str(), &status);
    return status.st_mode & 0777;
  }

  std::string folder_;
};

TEST_F(DataFolder, BelongsToItsUserAlone) {
  EXPECT_EQ(mode(folder_), 0700u);
  ASSERT_TRUE(load_secret(folder_, 32));
  EXPECT_EQ(mode(folder_ + "/secret.key"), 0600u);
}

TEST_F(DataFolder, KeepsItsSecret) {
  const std::string secret = *load_secret(folder_, 32);
  EXPECT_EQ(secret.size(), 32u);
  EXPECT_EQ(*load_secret(folder_, 32), secret);
}

TEST_F(DataFolder, RefusesABrokenSecretInsteadOfReplacingIt) {
  std::ofstream(folder_ + "/secret.key") << "short";
  EXPECT_EQ(load_secret(folder_, 32).error().key, "app.data_folder");
}

TEST_F(DataFolder, LetsOneServerIn) {
  auto first = lock_data_folder(folder_);
  ASSERT_TRUE(first);
  EXPECT_EQ(lock_data_folder(folder_).error().key, "app.in_use");
  ::close(*first);
  auto again = lock_data_folder(folder_);
  ASSERT_TRUE(again);
  ::close(*again);
}

}  // namespace
}  // namespace kontor::app
