#include "auth/sessions.h"

#include "auth/detail/fixture.h"

namespace kontor::auth {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using storage::testing::succeeded;

class AuthSessions : public AuthFixture {};
KONTOR_EACH_ENGINE(AuthSessions);

TEST_P(AuthSessions, NameTheActor) {
  RecordId id = add_anna_with_password();
  NewSession session = log_in();
  auto found = *sessions.find(session.token);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->actor.kind, ActorKind::user);
  EXPECT_EQ(found->actor.user, id);
  EXPECT_TRUE(found->actor.may_write);
  EXPECT_EQ(found->session, session.id);
  EXPECT_EQ(found->user.name, "Anna Ähre");
}

TEST_P(AuthSessions, AreKnownByTheTokenOnly) {
  add_anna_with_password();
  NewSession session = log_in();
  EXPECT_EQ(session.token.size(), 43u);
  EXPECT_FALSE(*sessions.find(""));
  EXPECT_FALSE(*sessions.find(std::string(43, 'A')));
  EXPECT_FALSE(*sessions.find(session.token.substr(1)));
  EXPECT_FALSE(*sessions.find(session.token + "A"));
  EXPECT_FALSE(*sessions.find(to_string(session.id)));
}

TEST_P(AuthSessions, TheDatabaseHoldsNoSecret) {
  RecordId id = add_anna_with_password();
  NewSession session = log_in();
  std::string link = *login.make_link(id);
  std::string key = keys.make(id, {"Import", true, {}})->key;
  auto snapshot = *database().read();
  for (const char* table : {"kontor_session", "kontor_login_link", "kontor_api_key",
                            "kontor_credential", "kontor_throttle"}) {
    EXPECT_TRUE(succeeded(
        snapshot->each({std::string("SELECT * FROM ") + table, {}}, [&](const storage::Row& row) {
          for (int i = 0; i < row.size(); ++i) {
            for (const std::string& secret :
                 {session.token, link, key, std::string(kGoodPassword)}) {
              EXPECT_EQ(row.text(i).find(secret), std::string_view::npos) << table;
            }
          }
          return true;
        })));
  }
}

TEST_P(AuthSessions, EndWhenNobodyUsesThem) {
  add_anna_with_password();
  NewSession session = log_in();
  for (int i = 0; i < 3; ++i) {
    pass(hours(7));
    EXPECT_TRUE(*sessions.find(session.token)) << "each use counts";
  }
  pass(hours(8));
  EXPECT_FALSE(*sessions.find(session.token));
}

TEST_P(AuthSessions, EndAfterAWeekHoweverUsed) {
  add_anna_with_password();
  NewSession session = log_in();
  for (int i = 0; i < 7 * 24 - 1; ++i) {
    pass(hours(1));
    ASSERT_TRUE(*sessions.find(session.token)) << i;
  }
  pass(hours(1));
  EXPECT_FALSE(*sessions.find(session.token));
}

TEST_P(AuthSessions, CanBeListedAndEnded) {
  RecordId id = add_anna_with_password();
  NewSession first = log_in("192.0.2.1");
  pass(minutes(1));
  NewSession second = log_in("192.0.2.2");
  auto all = *sessions.list(id);
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(all[0].id, second.id) << "last used first";
  EXPECT_EQ(all[0].client.address, "192.0.2.2");
  EXPECT_EQ(all[1].client.agent, "Browser");

  EXPECT_EQ(error_of(sessions.end(RecordId{99}, first.id)), "not_found") << "not theirs";
  EXPECT_TRUE(*sessions.find(first.token));
  ASSERT_TRUE(succeeded(sessions.end(id, first.id)));
  EXPECT_FALSE(*sessions.find(first.token)) << "at once";
  EXPECT_TRUE(*sessions.find(second.token));
  EXPECT_EQ(error_of(sessions.end(id, first.id)), "not_found");
  EXPECT_EQ(*sessions.living({first.id, second.id}), std::vector<RecordId>{second.id});
}

TEST_P(AuthSessions, AnotherNodeNoticesWithinASecond) {
  RecordId id = add_anna_with_password();
  NewSession session = log_in();
  Sessions other_node(database(), ids, clock);
  EXPECT_TRUE(*other_node.find(session.token));
  ASSERT_TRUE(succeeded(sessions.end(id, session.id)));
  pass(seconds(1));
  EXPECT_FALSE(*other_node.find(session.token));
}

TEST_P(AuthSessions, AgentsAreCutAndTidied) {
  RecordId id = add_anna_with_password();
  ASSERT_TRUE(
      login.with_password("anna@example.org", kGoodPassword,
                          {"192.0.2.1", std::string(150, 'a') + "\n" + std::string(150, 'b')}));
  auto all = *sessions.list(id);
  EXPECT_EQ(all[0].client.agent.size(), 200u);
  EXPECT_EQ(all[0].client.agent.find('\n'), std::string::npos);
}

}  // namespace
}  // namespace kontor::auth
