#include "auth/users.h"

#include "auth/detail/fixture.h"

namespace kontor::auth {
namespace {

using storage::testing::succeeded;

class AuthUsers : public AuthFixture {};
KONTOR_EACH_ENGINE(AuthUsers);

TEST_P(AuthUsers, StartWithNobody) {
  EXPECT_TRUE(*users.none());
  add_anna();
  EXPECT_FALSE(*users.none());
}

TEST_P(AuthUsers, AreStoredAsRecords) {
  RecordId id = *users.add({" Ähre,\tAnna ", "Anna@Example.ORG", "en"}, RecordId{7});
  User user = *users.get(id);
  EXPECT_EQ(user.name, "Ähre, Anna");
  EXPECT_EQ(user.email, "anna@example.org");
  EXPECT_EQ(user.language, "en");
  EXPECT_TRUE(user.active);
  auto snapshot = *database().read();
  auto count = [&](const char* condition) {
    return **snapshot->integer({std::string("SELECT count(*) FROM o_user WHERE ") + condition, {}});
  };
  EXPECT_EQ(count("title = f_name AND title_fold = 'ähre, anna' AND title_sort IS NOT NULL"), 1);
  EXPECT_EQ(count("version = 1 AND created_by = 7 AND changed_by = 7 AND created_at > 0"), 1);
  EXPECT_EQ(**snapshot->integer({"SELECT n FROM kontor_class WHERE object = 1 AND id = 1", {}}), 1);
}

TEST_P(AuthUsers, AreFoundByAnySpellingOfTheAddress) {
  RecordId id = add_anna();
  EXPECT_EQ((*users.find("ANNA@example.org "))->id, id);
  EXPECT_FALSE(*users.find("anna@example.com"));
  EXPECT_EQ(error_of(users.get(RecordId{1})), "not_found");
}

TEST_P(AuthUsers, RefuseWhatIsNoUser) {
  EXPECT_EQ(error_of(users.add({"", "a@b.c"}, {})), "user.name");
  EXPECT_EQ(error_of(users.add({std::string(201, 'x'), "a@b.c"}, {})), "user.name");
  for (const char* email : {"", "a", "@b", "a@", "a@b@c", "a b@c", "a@b,c@d", "<a@b>"}) {
    EXPECT_EQ(error_of(users.add({"A", email}, {})), "user.email") << email;
  }
  EXPECT_EQ(error_of(users.add({"A", "a@b.c", "fr"}, {})), "user.language");
  EXPECT_TRUE(*users.none());
}

TEST_P(AuthUsers, HaveOneAddressEach) {
  add_anna();
  auto again = users.add({"Another", "ANNA@example.org"}, {});
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().key, "user.exists");
  EXPECT_EQ(again.error().field, "email");
}

TEST_P(AuthUsers, ANewPasswordEndsOtherSessions) {
  RecordId id = add_anna_with_password();
  NewSession kept = log_in(), other = log_in();
  pass(std::chrono::seconds(2));
  ASSERT_TRUE(succeeded(users.set_password(id, "vier Elefanten am See", kept.id)));
  EXPECT_TRUE(*sessions.find(kept.token));
  EXPECT_FALSE(*sessions.find(other.token));
  EXPECT_EQ(error_of(login.with_password("anna@example.org", kGoodPassword, client)),
            "login.failed");
  EXPECT_TRUE(login.with_password("anna@example.org", "vier Elefanten am See", client));
}

TEST_P(AuthUsers, PasswordsAreChecked) {
  RecordId id = add_anna();
  EXPECT_EQ(error_of(users.set_password(id, "short")), "password.too_short");
  EXPECT_EQ(error_of(users.set_password(id, "anna@example.org 1")), "password.guessable");
  EXPECT_FALSE(*users.has_password(id));
  EXPECT_EQ(error_of(users.set_password(RecordId{1}, kGoodPassword)), "not_found");
}

TEST_P(AuthUsers, ChangeTheirLanguage) {
  RecordId id = add_anna();
  ASSERT_TRUE(succeeded(users.set_language(id, "en")));
  EXPECT_EQ(users.get(id)->language, "en");
  EXPECT_EQ(error_of(users.set_language(id, "xx")), "user.language");
  auto snapshot = *database().read();
  EXPECT_EQ(**snapshot->integer({"SELECT version FROM o_user", {}}), 2);
}

TEST_P(AuthUsers, WhoLeavesIsOut) {
  RecordId anna = add_anna_with_password();
  RecordId boss = *users.add({"Boss", "boss@example.org"}, {});
  NewSession session = log_in();
  std::string link = *login.make_link(anna);
  std::string key = keys.make(anna, {"Import", true, {}})->key;
  ASSERT_TRUE(succeeded(users.set_active(anna, false, boss)));
  auto snapshot = *database().read();
  EXPECT_EQ(**snapshot->integer({"SELECT value FROM kontor_epoch WHERE name = 'organisation'", {}}),
            2)
      << "others may have to stand in";
  EXPECT_FALSE(*sessions.find(session.token));
  EXPECT_FALSE(*keys.find(key));
  EXPECT_EQ(error_of(login.with_link(link, client)), "login.failed");
  EXPECT_EQ(error_of(login.make_link(anna)), "not_found");
  EXPECT_EQ(error_of(login.with_password("anna@example.org", kGoodPassword, client)),
            "login.failed");
  EXPECT_EQ(error_of(users.set_active(boss, false, boss)), "user.last");
  ASSERT_TRUE(succeeded(users.set_active(anna, true, boss)));
  EXPECT_FALSE(*sessions.find(session.token)) << "coming back does not bring sessions back";
}

}  // namespace
}  // namespace kontor::auth
