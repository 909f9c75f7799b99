#include "app/arguments.h"

#include <gtest/gtest.h>

namespace kontor::app {
namespace {

TEST(Arguments, SeparatesWordsOptionsAndSwitches) {
  auto parsed = Arguments::parse(
      {"import", "--object", "person", "kunden.csv", "--yes", "--data=/x"}, {"yes"});
  ASSERT_TRUE(parsed);
  EXPECT_EQ(parsed->words(), (std::vector<std::string>{"import", "kunden.csv"}));
  EXPECT_EQ(parsed->option("object"), "person");
  EXPECT_EQ(parsed->option("data"), "/x");
  EXPECT_TRUE(parsed->has("yes"));
  EXPECT_FALSE(parsed->option("listen"));
}

TEST(Arguments, SaysWhatIsWrong) {
  EXPECT_EQ(Arguments::parse({"serve", "--data"}, {}).error().key, "usage.missing_value");
  auto parsed = Arguments::parse({"demo", "--people", "viele"}, {});
  EXPECT_EQ(parsed->number("people", 1).error().key, "usage.not_a_number");
  EXPECT_EQ(parsed->number("seed", 7).value(), 7);
  EXPECT_EQ(parsed->only({"data"}).error().key, "usage.unknown_option");
}

}  // namespace
}  // namespace kontor::app
