#include "auth/keys.h"

#include "auth/detail/fixture.h"

namespace kontor::auth {
namespace {

using storage::testing::succeeded;

class AuthKeys : public AuthFixture {};
KONTOR_EACH_ENGINE(AuthKeys);

TEST_P(AuthKeys, ActForTheirUserWithinTheirScopes) {
  RecordId id = add_anna();
  auto reading = *keys.make(id, {"Report", false, {}});
  auto writing = *keys.make(id, {"Import", true, {}});
  EXPECT_TRUE(reading.key.starts_with("kontor_"));
  auto holder = *keys.find(reading.key);
  ASSERT_TRUE(holder);
  EXPECT_EQ(holder->actor.user, id);
  EXPECT_EQ(holder->actor.kind, ActorKind::user);
  EXPECT_FALSE(holder->actor.may_write);
  EXPECT_TRUE((*keys.find(writing.key))->actor.may_write);
  EXPECT_FALSE(*keys.find(reading.key.substr(7)));
  EXPECT_FALSE(*keys.find("kontor_" + std::string(43, 'A')));
}

TEST_P(AuthKeys, Expire) {
  RecordId id = add_anna();
  Instant soon{clock.now().micros + 10 * kMicrosPerSecond};
  auto key = *keys.make(id, {"Short", false, soon});
  pass(std::chrono::seconds(9));
  EXPECT_TRUE(*keys.find(key.key));
  pass(std::chrono::seconds(1));
  EXPECT_FALSE(*keys.find(key.key));
  EXPECT_EQ(error_of(keys.make(id, {"Past", false, soon})), "key.expired");
}

TEST_P(AuthKeys, CanBeListedAndRevoked) {
  RecordId id = add_anna();
  auto first = *keys.make(id, {"First", false, {}});
  auto second = *keys.make(id, {"Second", true, {}});
  EXPECT_TRUE(*keys.find(second.key));
  auto all = *keys.list(id);
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(all[0].name, "First");
  EXPECT_EQ(all[0].beginning, first.key.substr(0, 11));
  EXPECT_FALSE(all[0].used_at);
  EXPECT_EQ(all[1].used_at, clock.now());
  EXPECT_EQ(*keys.living({second.id, first.id}), (std::vector{first.id, second.id}));
  EXPECT_EQ(error_of(keys.revoke(RecordId{99}, first.id)), "not_found");
  ASSERT_TRUE(succeeded(keys.revoke(id, first.id)));
  EXPECT_FALSE(*keys.find(first.key));
  EXPECT_EQ(keys.list(id)->size(), 1u);
  EXPECT_EQ(*keys.living({first.id, second.id, second.id}), std::vector{second.id});
  EXPECT_EQ(keys.living({})->size(), 0u);
}

TEST_P(AuthKeys, AreNamedAndBounded) {
  RecordId id = add_anna();
  EXPECT_EQ(error_of(keys.make(id, {" ", false, {}})), "key.name");
  EXPECT_EQ(error_of(keys.make(id, {std::string(101, 'x'), false, {}})), "key.name");
  for (int i = 0; i < 100; ++i) ASSERT_TRUE(keys.make(id, {"Key", false, {}}));
  EXPECT_EQ(error_of(keys.make(id, {"One more", false, {}})), "key.too_many");
}

TEST(BearerKey, IsReadFromItsHeader) {
  EXPECT_EQ(bearer_key("Bearer kontor_abc"), "kontor_abc");
  EXPECT_EQ(bearer_key("Bearer  kontor_abc "), "kontor_abc");
  EXPECT_EQ(bearer_key("Basic kontor_abc"), "");
  EXPECT_EQ(bearer_key(""), "");
}

}  // namespace
}  // namespace kontor::auth
