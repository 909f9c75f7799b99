#include "storage/migrate.h"

#include <gmock/gmock.h>
#include <thread>

#include "storage/testing.h"

namespace kontor::storage {
namespace {

using testing::succeeded;

class MigrateTest : public testing::EachEngine {
 protected:
  std::int64_t number(const char* sql) {
    return database().read().value()->integer({sql, {}}).value().value_or(-1);
  }
};
KONTOR_EACH_ENGINE(MigrateTest);

const Migration kOne{"room.001_one",
                     "CREATE TABLE one (id {int} PRIMARY KEY, name {text}, bytes {blob});"
                     "INSERT INTO one (id, name) VALUES (1, '{}')"};
const Migration kTwo{"room.002_two", "INSERT INTO one (id) VALUES (2)"};
const Migration kWrong{"room.002_wrong", "INSERT INTO one (id) VALUES (3); SELECT * FROM nowhere"};

TEST_P(MigrateTest, TakesEachStepOnce) {
  ASSERT_TRUE(succeeded(migrate(database(), {kOne})));
  ASSERT_TRUE(succeeded(migrate(database(), {kOne, kTwo})));
  ASSERT_TRUE(succeeded(migrate(database(), {kOne, kTwo})));
  EXPECT_EQ(number("SELECT count(*) FROM one"), 2);
  EXPECT_EQ(number("SELECT count(*) FROM kontor_migration"), 2);
}

TEST_P(MigrateTest, RefusesWhatItDoesNotKnow) {
  ASSERT_TRUE(succeeded(migrate(database(), {kOne, kTwo})));
  const auto result = migrate(database(), {kOne});
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, Code::conflict);
  EXPECT_EQ(result.error().key, "storage.newer");
}

TEST_P(MigrateTest, FailedStepLeavesNothingOfItself) {
  EXPECT_FALSE(migrate(database(), {kOne, kWrong}));
  EXPECT_EQ(number("SELECT count(*) FROM one"), 1);
  EXPECT_EQ(number("SELECT count(*) FROM kontor_migration"), 1);
}

TEST_P(MigrateTest, NodesThatStartTogetherDoNotClash) {
  {
    std::vector<std::jthread> nodes;
    for (int i = 0; i < 4; ++i) {
      nodes.emplace_back([&] { EXPECT_TRUE(succeeded(migrate(database(), {kOne, kTwo}))); });
    }
  }
  EXPECT_EQ(number("SELECT count(*) FROM one"), 2);
}

}  // namespace
}  // namespace kontor::storage
