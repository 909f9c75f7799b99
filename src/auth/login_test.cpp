#include "auth/login.h"

#include <algorithm>
#include <thread>

#include "auth/detail/fixture.h"

namespace kontor::auth {
namespace {

using std::chrono::hours;
using std::chrono::seconds;
using storage::testing::succeeded;

class AuthLogin : public AuthFixture {
 protected:
  std::string guess(const std::string& email, const std::string& password,
                    const std::string& address) {
    return error_of(login.with_password(email, password, {address, "Script"}));
  }
};
KONTOR_EACH_ENGINE(AuthLogin);

TEST_P(AuthLogin, SaysTheSameWhateverIsWrong) {
  add_anna_with_password();
  ASSERT_TRUE(users.add({"Nopass", "nopass@example.org"}, {}));
  for (const char* email : {"anna@example.org", "nobody@example.org", "nopass@example.org", ""}) {
    EXPECT_EQ(guess(email, "wrong password", std::string("192.0.2.1")), "login.failed") << email;
  }
  EXPECT_EQ(guess("anna@example.org", "", "192.0.2.1"), "login.failed");
  EXPECT_EQ(guess(std::string(100'000, 'x') + "@b", "x", "192.0.2.1"), "login.failed");
  EXPECT_EQ(guess("anna@example.org", std::string(100'000, 'x'), "192.0.2.1"), "login.failed");
}

TEST_P(AuthLogin, EveryLoginIsANewSession) {
  add_anna_with_password();
  NewSession first = log_in(), second = log_in();
  EXPECT_NE(first.token, second.token);
  EXPECT_NE(first.id, second.id);
}

TEST_P(AuthLogin, OutdatedHashesAreRenewed) {
  RecordId id = add_anna_with_password();
  PasswordHasher stronger({2, 16384});
  Login later(database(), ids, clock, stronger, users, sessions);
  ASSERT_TRUE(later.with_password("anna@example.org", kGoodPassword, client));
  auto snapshot = *database().read();
  auto hash = *snapshot->text(
      {"SELECT password_hash FROM kontor_credential WHERE user_id = ?", {id.value}});
  EXPECT_FALSE(stronger.is_outdated(*hash));
}

TEST_P(AuthLogin, GuessingAtAnAccountWaits) {
  add_anna_with_password();
  int guesses = 0;
  while (guess("anna@example.org", "wrong password", "192.0.2." + std::to_string(guesses)) ==
         "login.failed") {
    ASSERT_LT(++guesses, 10);
  }
  EXPECT_EQ(guesses, 4);
  EXPECT_EQ(guess("anna@example.org", kGoodPassword, "198.51.100.1"), "login.throttled")
      << "the right password is not looked at";
  pass(seconds(1));
  EXPECT_EQ(guess("anna@example.org", "wrong password", "198.51.100.2"), "login.failed");
  auto refused = login.with_password("anna@example.org", kGoodPassword, client);
  EXPECT_EQ(refused.error().params[0].value, "2") << "each wait is twice the last";
}

TEST_P(AuthLogin, AccountsThatDoNotExistWaitTheSame) {
  for (int i = 0; i < 4; ++i) EXPECT_EQ(guess("no@example.org", "x", "192.0.2.9"), "login.failed");
  EXPECT_EQ(guess("no@example.org", "x", "192.0.2.9"), "login.throttled");
}

TEST_P(AuthLogin, TheOwnerIsNotLockedOutByOthers) {
  add_anna_with_password();
  log_in("192.0.2.1");
  for (int i = 0; i < 30; ++i) {
    guess("anna@example.org", "wrong password", "198.51.100." + std::to_string(i));
  }
  EXPECT_EQ(guess("anna@example.org", kGoodPassword, "198.51.100.99"), "login.throttled");
  EXPECT_TRUE(login.with_password("anna@example.org", kGoodPassword, {"192.0.2.1", ""}));
}

TEST_P(AuthLogin, OneAddressTryingManyAccountsWaits) {
  add_anna_with_password();
  int guesses = 0;
  while (guess("user" + std::to_string(guesses) + "@example.org", "x",
               "2001:db8::" + std::to_string(guesses)) == "login.failed") {
    ASSERT_LT(++guesses, 100);
  }
  EXPECT_EQ(guesses, 20) << "one household is one address";
  EXPECT_EQ(guess("anna@example.org", "x", "2001:db8:0:1::1"), "login.failed");
}

TEST_P(AuthLogin, AnOwnAccountBuysNoGuesses) {
  add_anna_with_password();
  int wrong = 0;
  for (int i = 0; i < 100; ++i) {
    std::string email = "user" + std::to_string(i) + "@example.org";
    wrong += guess(email, "x", "192.0.2.1") == "login.failed";
    guess("anna@example.org", kGoodPassword, "192.0.2.1");
  }
  EXPECT_LE(wrong, 20);
}

TEST_P(AuthLogin, ManyGuessesAtOnceDoNotSlipThrough) {
  add_anna_with_password();
  std::atomic<int> looked_at = 0;
  std::vector<std::jthread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&, i] {
      for (int k = 0; k < 4; ++k) {
        std::string address = "192.0.2." + std::to_string(i * 4 + k);
        looked_at += guess("anna@example.org", "wrong password", address) == "login.failed";
      }
    });
  }
  threads.clear();
  EXPECT_EQ(looked_at, 4);
}

TEST(Throttle, TenThousandGuessesTakeMoreThanADay) {
  EXPECT_EQ(throttle_wait(3, 4), seconds(0));
  EXPECT_EQ(throttle_wait(4, 4), seconds(1));
  EXPECT_GE(throttle_wait(10, 4), seconds(30));
  seconds all{0};
  for (int i = 1; i <= 10'000; ++i) all += throttle_wait(i, 4);
  EXPECT_GT(all, hours(24));
  EXPECT_EQ(throttle_wait(1'000'000, 4), seconds(60)) << "never locked";
}

TEST_P(AuthLogin, FailuresAreForgotten) {
  add_anna_with_password();
  for (int i = 0; i < 5; ++i) guess("anna@example.org", "x", "192.0.2." + std::to_string(i));
  pass(hours(1));
  log_in("198.51.100.1");
}

TEST_P(AuthLogin, ALinkLetsInOnce) {
  RecordId id = add_anna();
  std::string token = *login.make_link(id);
  auto session = login.with_link(token, client);
  ASSERT_TRUE(succeeded(session));
  EXPECT_EQ(session->user.id, id);
  EXPECT_TRUE(*sessions.find(session->token));
  EXPECT_EQ(error_of(login.with_link(token, client)), "login.failed");
  EXPECT_EQ(error_of(login.with_link("", client)), "login.failed");
}

TEST_P(AuthLogin, ChangingAPasswordNeedsTheOldOne) {
  RecordId id = add_anna_with_password();
  NewSession mine = log_in(), other = log_in();
  const std::string next = "vier Elefanten am See", address = "192.0.2.1";
  for (int i = 0; i < 4; ++i) {
    EXPECT_EQ(error_of(login.change_password(id, mine.id, "wrong", next, address)),
              "password.wrong");
  }
  EXPECT_EQ(error_of(login.change_password(id, mine.id, kGoodPassword, next, address)),
            "login.throttled")
      << "guessing waits here as well";
  pass(seconds(2));
  EXPECT_EQ(error_of(login.change_password(id, mine.id, kGoodPassword, "short", address)),
            "password.too_short");
  ASSERT_TRUE(succeeded(login.change_password(id, mine.id, kGoodPassword, next, address)));
  EXPECT_TRUE(*sessions.find(mine.token));
  EXPECT_FALSE(*sessions.find(other.token)) << "at once";
}

TEST_P(AuthLogin, WhoCameByALinkNeedsNoOldPassword) {
  RecordId id = add_anna_with_password();
  auto session = *login.with_link(*login.make_link(id), client);
  ASSERT_TRUE(succeeded(login.change_password(id, session.id, "", "vier Elefanten am See", "x")));
  EXPECT_TRUE(login.with_password("anna@example.org", "vier Elefanten am See", client));
  RecordId fresh = *users.add({"Bea", "bea@example.org"}, id);
  EXPECT_TRUE(succeeded(login.change_password(fresh, {}, "", "fünf Bären im Wald", "x")));
}

TEST_P(AuthLogin, ALinkExpiresAndIsReplaced) {
  RecordId id = add_anna();
  std::string old = *login.make_link(id), renewed = *login.make_link(id);
  EXPECT_EQ(error_of(login.with_link(old, client)), "login.failed");
  pass(hours(48));
  EXPECT_EQ(error_of(login.with_link(renewed, client)), "login.failed");
}

TEST_P(AuthLogin, ALinkUsedTwiceAtOnceLetsInOnce) {
  RecordId id = add_anna();
  std::string token = *login.make_link(id);
  std::atomic<int> inside = 0;
  std::vector<std::jthread> threads;
  for (int i = 0; i < 6; ++i) {
    threads.emplace_back([&] { inside += login.with_link(token, client).has_value(); });
  }
  threads.clear();
  EXPECT_EQ(inside, 1);
}

TEST_P(AuthLogin, SettingUpMakesTheFirstUser) {
  auto token = *login.make_set_up_token();
  ASSERT_TRUE(token);
  EXPECT_EQ(error_of(login.with_link(*token, client)), "login.failed") << "good for nothing else";
  NewUser user{"Anna", "anna@example.org"};
  EXPECT_EQ(error_of(login.set_up("wrong", user, kGoodPassword, client)), "login.failed");
  EXPECT_EQ(error_of(login.set_up(*token, user, "short", client)), "password.too_short");
  EXPECT_EQ(error_of(login.set_up(*token, {"", "a@b"}, kGoodPassword, client)), "user.name");
  auto session = login.set_up(*token, user, kGoodPassword, client);
  ASSERT_TRUE(succeeded(session));
  EXPECT_TRUE(*sessions.find(session->token));
  log_in();
  EXPECT_EQ(error_of(login.set_up(*token, {"B", "b@b"}, kGoodPassword, client)), "setup.done");
  EXPECT_FALSE(*login.make_set_up_token());
}

TEST_P(AuthLogin, ALinkDoesNotSetUp) {
  // A link made before the only user was removed must not become a way to a second first user.
  RecordId id = add_anna();
  std::string token = *login.make_link(id);
  ASSERT_TRUE(database().write([](storage::Transaction& transaction) -> Result<void> {
    TRY(transaction.execute({"DELETE FROM o_user", {}}));
    return {};
  }));
  EXPECT_EQ(error_of(login.set_up(token, {"B", "b@example.org"}, kGoodPassword, client)),
            "login.failed");
}

}  // namespace
}  // namespace kontor::auth
