#include "schema/kit/sample.h"

#include <algorithm>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <map>

#include "schema/kit/embedded.h"
#include "schema/kit/relative_date.h"
#include "schema/system_fields.h"
#include "storage/testing.h"

namespace kontor::schema {
namespace {

using storage::testing::succeeded;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

const Date kToday = *make_date(2026, 11, 24);

CataloguePtr with_kits(const std::vector<std::string>& names) {
  return *install(Catalogue(1, built_in_objects()), *embedded_kits(), names);
}

std::string date(std::string_view text) {
  auto found = sample_date(text, kToday);
  return found ? to_string(*found) : "none";
}

TEST(SampleDate, CountsFromToday) {
  EXPECT_EQ(date("2020-05-14"), "2020-05-14");
  EXPECT_EQ(date("today"), "2026-11-24");
  EXPECT_EQ(date("today-3"), "2026-11-21");
  EXPECT_EQ(date("today+2w"), "2026-12-08");
  EXPECT_EQ(date("today-47y+1d"), "1979-11-25");
  EXPECT_EQ(date("today+3m"), "2027-02-24");
  for (const char* wrong :
       {"", "morgen", "today-", "today3", "today+1x", "2026-02-30", "today-9999999"})
    EXPECT_EQ(date(wrong), "none") << wrong;
  EXPECT_EQ(to_string(*sample_instant("today-1 14:30", kToday)), "2026-11-23T14:30:00Z");
  EXPECT_FALSE(sample_instant("today-1", kToday));
  EXPECT_FALSE(sample_instant("today 25:00", kToday));
}

constexpr const char* kSample = R"(
company:
  bakery: {name: Bäckerei Süß}
person:
  anna:
    first_name: Anna
    birthday: today-30y
    emails: {work: anna@suess.example}
    phones: 0221 4711
    address: {street: Domkloster 4, postal_code: '50667', place: Köln, country: DE}
    tags: [vip]
    company: bakery
    owner: me
)";

TEST(LoadSample, WritesTheWireForm) {
  auto sample = load_sample(kSample, *with_kits({"people", "companies"}), kToday);
  ASSERT_TRUE(succeeded(sample));
  ASSERT_EQ(sample->records.size(), 2U);
  std::map<std::string, SampleValue> values;
  for (const SampleValue& value : sample->records[1].values) values[value.field] = value;
  EXPECT_EQ(values["first_name"].json, R"("Anna")");
  EXPECT_EQ(values["birthday"].json, R"("1996-11-24")");
  EXPECT_EQ(values["emails"].json, R"([{"value":"anna@suess.example","label":"work"}])");
  EXPECT_EQ(values["phones"].json, R"([{"value":"0221 4711","label":"main"}])");
  EXPECT_EQ(values["tags"].json, R"(["vip"])");
  EXPECT_THAT(values["company"].keys, ElementsAre("bakery"));
  EXPECT_THAT(values["owner"].keys, ElementsAre("me"));
}

TEST(LoadSample, LeavesOutWhatOtherKitsWouldBring) {
  auto sample = load_sample(kSample, *with_kits({"people"}), kToday);
  ASSERT_TRUE(succeeded(sample));
  ASSERT_EQ(sample->records.size(), 1U);
  EXPECT_THAT(sample->unresolved, IsEmpty());
  auto lost =
      load_sample("person:\n  anna: {company: bakery}\n", *with_kits({"companies"}), kToday);
  ASSERT_TRUE(succeeded(lost));
  EXPECT_THAT(lost->unresolved, ElementsAre("person.anna.company: bakery"));
  EXPECT_THAT(lost->records[0].values, IsEmpty());
}

TEST(LoadSample, NamesTheLineOfAWrongValue) {
  auto line_of = [](const char* text) {
    auto sample = load_sample(text, *with_kits({"people"}), kToday);
    if (sample) return std::string("loaded");
    for (const ErrorParam& param : sample.error().params)
      if (param.name == "line") return param.value + " " + sample.error().field;
    return std::string("no line");
  };
  EXPECT_EQ(line_of("person:\n  anna:\n    birthday: gestern\n"), "3 person.anna.birthday");
  EXPECT_EQ(line_of("person:\n  anna:\n    category: z\n"), "3 person.anna.category");
  EXPECT_EQ(line_of("person:\n  anna: {}\ninteraction:\n  anna: {}\n"), "4 interaction.anna");
}

}  // namespace
}  // namespace kontor::schema
