#include "app/demo/generator.h"

#include <gtest/gtest.h>
#include <map>

namespace kontor::app::demo {
namespace {

constexpr std::int64_t kToday = 20778;

TEST(Generator, MakesTheSamePersonInAnyOrder) {
  const Generator generator(7, 1000, kToday);
  const DemoPerson before = generator.person(41);
  generator.person(3);
  const DemoPerson after = Generator(7, 1000, kToday).person(41);
  EXPECT_EQ(before.first_name, after.first_name);
  EXPECT_EQ(before.last_name, after.last_name);
  EXPECT_EQ(before.email, after.email);
  EXPECT_EQ(before.postal_code, after.postal_code);
  EXPECT_NE(before.email, Generator(8, 1000, kToday).person(41).email);
}

TEST(Generator, KeepsGermanProportions) {
  const Generator generator(7, 20000, kToday);
  std::map<std::string, int> names, countries;
  int leading_zero = 0, with_company = 0;
  for (std::int64_t i = 0; i < generator.people(); ++i) {
    const DemoPerson person = generator.person(i);
    ++names[person.last_name];
    ++countries[person.country];
    leading_zero += person.postal_code.front() == '0';
    with_company += person.company >= 0;
    ASSERT_LT(person.company, generator.companies());
    ASSERT_EQ(person.postal_code.size(), person.country == "DE" ? 5u : 4u) << person.postal_code;
  }
  EXPECT_GT(names["Müller"], names["Wüllner"]);
  EXPECT_GT(countries["DE"], 17000);
  EXPECT_GT(countries["AT"], 300);
  EXPECT_GT(leading_zero, 500);
  EXPECT_NEAR(with_company, 14000, 500);
}

TEST(Generator, LinksOnlyToWhatExists) {
  const Generator generator(7, 500, kToday);
  for (std::int64_t i = 0; i < generator.interactions(); ++i) {
    const std::int64_t person = generator.interaction(i).person;
    ASSERT_TRUE(person >= 0 && person < 500) << person;
  }
  for (std::int64_t i = 0; i < generator.deals(); ++i) {
    const DemoDeal deal = generator.deal(i);
    ASSERT_TRUE(deal.person >= 0 && deal.person < 500);
    ASSERT_TRUE(deal.stage >= 0 && deal.stage <= 5);
  }
}

}  // namespace
}  // namespace kontor::app::demo
