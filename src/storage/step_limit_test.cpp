#include "storage/step_limit.h"

#include <gtest/gtest.h>

#include "storage/testing.h"

namespace kontor::storage {
namespace {

using testing::succeeded;

constexpr std::uint64_t kFew = 5'000;
const Sql kNumbers{
    "WITH RECURSIVE n(i) AS (SELECT CAST(1 AS bigint) UNION ALL SELECT i + 1 FROM n "
    "WHERE i < 20000) SELECT i FROM n",
    {}};

class StepLimitTest : public testing::EachEngine {
 protected:
  // Whether the statement came to its end; the numbers it gave, one after another, are counted.
  static bool whole(Connection& connection, std::uint64_t most, std::int64_t& rows) {
    rows = 0;
    const auto done = each_within(most, connection, kNumbers, [&](const Row& row) {
      EXPECT_EQ(row.integer(0), ++rows);
      return true;
    });
    EXPECT_TRUE(succeeded(done));
    return done && *done;
  }
};
KONTOR_EACH_ENGINE(StepLimitTest);

TEST_P(StepLimitTest, SQLiteGivesUpAndPostgreSQLReadsOn) {
  const auto snapshot = database().read().value();
  std::int64_t rows = 0;
  const bool counts = GetParam() == Engine::sqlite;
  EXPECT_EQ(whole(*snapshot, kFew, rows), !counts);
  EXPECT_GT(rows, 0);
  EXPECT_EQ(rows < 20'000, counts);
  if (counts) EXPECT_LE(snapshot->steps(), 2 * kFew);
  // The state goes on as if nothing had been.
  EXPECT_TRUE(whole(*snapshot, 1'000'000'000, rows));
  EXPECT_EQ(rows, 20'000);
}

TEST_P(StepLimitTest, BindsItsOwnStatementAlone) {
  const auto snapshot = database().read().value();
  std::int64_t inner = 0;
  const auto done = each_within(kFew, *snapshot, {"SELECT 1", {}}, [&](const Row&) {
    EXPECT_TRUE(whole(*snapshot, 1'000'000'000, inner));
    return true;
  });
  ASSERT_TRUE(succeeded(done));
  EXPECT_TRUE(*done);
  EXPECT_EQ(inner, 20'000);
  EXPECT_EQ(*snapshot->integer({"SELECT count(*) FROM (" + kNumbers.text + ") n", {}}), 20'000);
}

TEST_P(StepLimitTest, ADeadlineIsStillAFailure) {
  const auto snapshot = database().read(Deadline::in(std::chrono::milliseconds(30))).value();
  const Sql endless{
      "WITH RECURSIVE n(i) AS (SELECT CAST(1 AS bigint) UNION ALL SELECT i + 1 FROM n) "
      "SELECT count(*) FROM n",
      {}};
  const auto late = each_within(UINT64_MAX, *snapshot, endless, [](const Row&) { return true; });
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().code, Code::cancelled);
}

}  // namespace
}  // namespace kontor::storage
