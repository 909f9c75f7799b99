#include "auth/password.h"

#include <gtest/gtest.h>
#include <thread>

namespace kontor::auth {
namespace {

std::string fault(std::string_view password) {
  auto result = check_password(password, {"Anna Schmidt", "a.schmidt@sonnenhof.example"});
  return result ? "" : result.error().key;
}

TEST(CheckPassword, BoundsTheLengthInCharacters) {
  EXPECT_EQ(fault("elf Zeichen"), "password.too_short");
  EXPECT_EQ(fault("zwölf Zeiche"), "");
  EXPECT_EQ(fault("ääääöööö"), "password.too_short") << "bytes do not count";
  std::string large;
  while (large.size() < 128) large += "Giraffe7 ";
  EXPECT_EQ(fault(large.substr(0, 128)), "");
  EXPECT_EQ(fault(large.substr(0, 128) + "x"), "password.too_long");
  EXPECT_EQ(fault(std::string(1'000'000, 'x')), "password.too_long");
}

TEST(CheckPassword, RefusesWhatIsGuessedFirst) {
  for (const char* bad :
       {"password1234", "Passwort2024!", "123456789012", "aaaaaaaaaaaaaaaa", "qwertzuiop12",
        "AnnaSchmidt99", "sonnenhof2025", "Kontor123456", "hallohallohallo", "abcdefghijklmn",
        "Willkommen01!", "schmidt.schmidt1", "1q2w3e4r5t6y", "Jennifer.Chelsea",
        "liverpool!!Arsenal", "thunderdragon7", "1qaz2wsx3edc4rfv"}) {
    EXPECT_EQ(fault(bad), "password.guessable") << bad;
  }
}

TEST(CheckPassword, AcceptsPassphrases) {
  for (const char* good :
       {"correct horse battery staple", "drei Giraffen im Tal", "xK7#pQ2!vL9m",
        "Anna mag blaue Zitronen", "grün wie der 7. Apfel", "jennifer kauft arsenal ein"}) {
    EXPECT_EQ(fault(good), "") << good;
  }
}

TEST(PasswordHasher, KnowsTheRightPassword) {
  PasswordHasher hasher({1, 8192});
  std::string hash = *hasher.hash("drei Giraffen");
  EXPECT_TRUE(hash.starts_with("$argon2id$")) << hash;
  EXPECT_TRUE(*hasher.matches("drei Giraffen", hash));
  EXPECT_FALSE(*hasher.matches("drei Giraffe", hash));
  EXPECT_FALSE(*hasher.matches("drei Giraffen", "not a hash"));
  EXPECT_FALSE(*hasher.matches_nothing("drei Giraffen"));
  EXPECT_NE(*hasher.hash("drei Giraffen"), hash) << "salted";
}

TEST(PasswordHasher, MeetsTheMinimumCost) {
  PasswordHasher hasher;
  std::string hash = *hasher.hash("drei Giraffen");
  EXPECT_TRUE(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$")) << hash;
  EXPECT_FALSE(hasher.is_outdated(hash));
  EXPECT_TRUE(hasher.is_outdated(*PasswordHasher({1, 8192}).hash("drei Giraffen")));
}

TEST(PasswordHasher, ManyAtOnceTakeTurns) {
  PasswordHasher hasher({1, 8192});
  std::atomic<int> made = 0;
  std::vector<std::jthread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&] { made += hasher.hash("drei Giraffen").has_value(); });
  }
  threads.clear();
  EXPECT_EQ(made, 8);
}

}  // namespace
}  // namespace kontor::auth
