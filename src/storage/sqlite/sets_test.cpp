#include "storage/sqlite/sets.h"

#include <gmock/gmock.h>

#include "storage/testing.h"

namespace kontor::storage::sqlite {
namespace {

using storage::testing::FreshDatabase;
using storage::testing::succeeded;
using ::testing::ElementsAre;

class SetsTest : public ::testing::Test {
 protected:
  std::vector<std::string> column(int number, const Sql& sql) {
    std::vector<std::string> values;
    const auto snapshot = fresh_->read().value();
    EXPECT_TRUE(succeeded(snapshot->each(sql, [&](const Row& row) {
      values.emplace_back(row.text(number));
      return true;
    })));
    steps_ = snapshot->steps();
    return values;
  }

  static IntSet ints(std::vector<std::int64_t> members) {
    return std::make_shared<const std::vector<std::int64_t>>(std::move(members));
  }

  FreshDatabase fresh_{Engine::sqlite};
  std::uint64_t steps_ = 0;
};

TEST_F(SetsTest, GivesItsMembersInOrder) {
  const IntSet set = ints({INT64_MIN, -1, 7, INT64_MAX});
  EXPECT_THAT(column(0, {"SELECT value FROM kontor_ints(?) ORDER BY value", {set}}),
              ElementsAre(std::to_string(INT64_MIN), "-1", "7", std::to_string(INT64_MAX)));
  EXPECT_THAT(column(0, {"SELECT value FROM kontor_ints(?) ORDER BY value DESC LIMIT 1", {set}}),
              ElementsAre(std::to_string(INT64_MAX)));
}

TEST_F(SetsTest, FindsAMemberWithoutWalking) {
  std::vector<std::int64_t> many;
  for (std::int64_t i = 0; i < 100000; ++i) many.push_back(3 * i);
  const char* find = "SELECT value FROM kontor_ints(?) WHERE value = ?";
  EXPECT_THAT(column(0, {find, {ints(many), std::int64_t{2997}}}), ElementsAre("2997"));
  EXPECT_LT(steps_, 30u);
  EXPECT_THAT(column(0, {find, {ints(many), std::int64_t{2998}}}), ElementsAre());
  EXPECT_THAT(column(0, {find, {ints(many), std::monostate{}}}), ElementsAre());
}

TEST_F(SetsTest, AnIndexIsReadForEachMember) {
  ASSERT_TRUE(succeeded(fresh_->write([](Transaction& t) {
    return t.script(
        "CREATE TABLE item (id INTEGER PRIMARY KEY, owner INTEGER);"
        "CREATE INDEX item_by_owner ON item (owner);"
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000) "
        "INSERT INTO item SELECT i, i % 5000 FROM n; ANALYZE");
  })));
  const Sql sql{"SELECT count(*) FROM item WHERE owner IN (SELECT value FROM kontor_ints(?))",
                {ints({1, 2, 4999, 77777})}};
  EXPECT_THAT(column(0, sql), ElementsAre("12"));
  EXPECT_LT(steps_, 300u);
  EXPECT_THAT(column(3, {"EXPLAIN QUERY PLAN " + sql.text, sql.params})[0],
              ::testing::HasSubstr("item_by_owner (owner=?)"));
}

// Without its argument, or with something else in its place, there is nothing to read.
TEST_F(SetsTest, RefusesOtherUses) {
  const auto snapshot = fresh_->read().value();
  EXPECT_FALSE(snapshot->integer({"SELECT value FROM kontor_ints", {}}));
  EXPECT_EQ(snapshot->integer({"SELECT value FROM kontor_ints(?)", {std::int64_t{5}}}).value(),
            std::nullopt);
  const auto texts = std::make_shared<const std::vector<std::string>>(1, "x");
  EXPECT_EQ(snapshot->integer({"SELECT value FROM kontor_ints(?)", {texts}}).value(), std::nullopt);
}

}  // namespace
}  // namespace kontor::storage::sqlite
