#include "storage/postgres/parameters.h"

#include <gtest/gtest.h>

namespace kontor::storage::postgres {
namespace {

TEST(NumberParameters, CountsOutsideQuotesOnly) {
  EXPECT_EQ(number_parameters("SELECT 1"), "SELECT 1");
  EXPECT_EQ(number_parameters("a = ? AND b = ANY(?::bigint[])"),
            "a = $1 AND b = ANY($2::bigint[])");
  EXPECT_EQ(number_parameters("'?' || ? || 'it''s ?' || ?"), "'?' || $1 || 'it''s ?' || $2");
  EXPECT_EQ(number_parameters("\"a?\"\"?\" = ?"), "\"a?\"\"?\" = $1");
  std::string many, numbered;
  for (int i = 1; i <= 12; ++i) {
    many += "?,";
    numbered += "$" + std::to_string(i) + ",";
  }
  EXPECT_EQ(number_parameters(many), numbered);
}

TEST(Parameters, NullsAreNullAndEmptyTextsAreNot) {
  const std::vector<Value> values{std::monostate{}, std::string(), Blob{}, std::int64_t{1}};
  const Parameters parameters(values);
  ASSERT_EQ(parameters.count(), 4);
  EXPECT_EQ(parameters.values()[0], nullptr);
  EXPECT_NE(parameters.values()[1], nullptr);
  EXPECT_NE(parameters.values()[2], nullptr);
  EXPECT_EQ(std::string(parameters.values()[3], 8), std::string("\0\0\0\0\0\0\0\1", 8));
}

}  // namespace
}  // namespace kontor::storage::postgres
