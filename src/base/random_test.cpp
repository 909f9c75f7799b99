#include "base/random.h"

#include <gtest/gtest.h>
#include <set>

namespace kontor {
namespace {

TEST(Random, TokensAreUrlSafeAndNeverRepeat) {
  std::set<std::string> seen;
  for (int i = 0; i < 1000; ++i) {
    const std::string token = random_token();
    EXPECT_EQ(token.size(), 22u);
    EXPECT_EQ(
        token.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"),
        std::string::npos);
    EXPECT_TRUE(seen.insert(token).second);
  }
  EXPECT_EQ(random_token(32).size(), 43u);
  EXPECT_EQ(random_bytes(5).size(), 5u);
}

}  // namespace
}  // namespace kontor
