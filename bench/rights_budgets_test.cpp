// What rights may add to the work of reading, as counts (counting.h), for readers who see little,
// much and everything. Bars are about twice what was counted when they were set.
#include <algorithm>
#include <functional>
#include <map>
#include <memory>

#include "access/rules/answers.h"
#include "access/rules/everyone.h"
#include "access/rules/text.h"
#include "access/rules/who_may.h"
#include "counting.h"
#include "house.h"
#include "query/count.h"
#include "query/list.h"

namespace kontor::bench {
namespace {

using storage::Engine;
using storage::testing::succeeded;
using Read = std::function<Result<void>(const query::Reader&, JsonWriter&)>;

// One house for each engine, made by the first test.
class RightsBudgets : public ::testing::TestWithParam<Engine> {
 protected:
  static void TearDownTestSuite() { houses_.clear(); }

  static House& house() {
    auto& house = houses_[GetParam()];
    if (!house) house = std::make_unique<House>(GetParam());
    return *house;
  }

  // Of one request, rights and all, that was asked before.
  static Work work_of(House::Person person, const Read& read) {
    Work work;
    for (int i = 0; i < 2; ++i) {
      auto view = house()->access().view(House::actor(person));
      EXPECT_TRUE(succeeded(view));
      Counting counting((*view)->connection());
      const query::Reader reader = (*view)->reader();
      answer_.clear();
      JsonWriter json(answer_);
      const std::uint64_t before = reads_of((*view)->connection());
      EXPECT_TRUE(succeeded(
          read({counting, reader.catalogue, reader.rights, reader.cursors, reader.plans}, json)));
      work = {reads_of((*view)->connection()) - before, counting.statements};
    }
    return work;
  }

  static Work list_of(House::Person person) {
    return work_of(person, [](const query::Reader& reader, JsonWriter& json) {
      return query::write_list(reader,
                               {.object = "deal",
                                .sort = {"-changed_at"},
                                .fields = {"name", "stage", "value", "owner", "changed_at"}},
                               json);
    });
  }

  static Work count_of(House::Person person) {
    return work_of(person, [](const query::Reader& reader, JsonWriter& json) -> Result<void> {
      query::write_count(TRY(query::read_count(reader, {.object = "deal"})), json);
      return {};
    });
  }

  static void expect(const Work& work, const Bar& bar, const std::string& name) {
    expect_within(GetParam(), work, bar, name);
  }

  static inline std::string answer_;
  static inline std::map<Engine, std::unique_ptr<House>> houses_;
};

KONTOR_EACH_ENGINE(RightsBudgets);

TEST_P(RightsBudgets, TheFirstPageOfAnybody) {
  const Work everything = list_of(House::kSeesEverything);
  expect(everything, {3'400, 310, 4}, "everything");
  for (const auto& [person, name, bar] :
       {std::tuple(House::kSeller, "seller", Bar{9'000, 700, 4}),
        {House::kWithTerritories, "seller with territories", {17'000, 1'200, 4}},
        {House::kTeamMember, "member of a team", {19'000, 1'100, 4}},
        {House::kHeadOfGroup, "head of a group", {19'000, 1'500, 4}},
        {House::kHeadOfDivision, "head of a division", {8'400, 600, 4}},
        {House::kHeadOfAll, "head of all", {4'500, 310, 4}}}) {
    expect(list_of(person), bar, name);
    EXPECT_GT(answer_.size(), 2'000U) << name;
  }
  // Who sees nearly everything reads as if he saw all of it.
  EXPECT_LE(list_of(House::kHeadOfAll).reads, everything.reads * 3 / 2);
}

TEST_P(RightsBudgets, ACountOfAnybody) {
  for (const auto& [person, name, bar] :
       {std::tuple(House::kSeller, "count: seller", Bar{700, 40, 4}),
        {House::kTeamMember, "count: member of a team", {6'500, 450, 4}},
        {House::kHeadOfDivision, "count: head of a division", {10'000, 1'500, 4}},
        {House::kHeadOfAll, "count: head of all", {12'000, 1'500, 4}},
        {House::kSeesEverything, "count: everything", {7'500, 1'500, 4}}})
    expect(count_of(person), bar, name);
}

access::AccessClass class_of(storage::Connection& connection, std::int64_t deal) {
  access::AccessClass one;
  EXPECT_TRUE(succeeded(connection.each(
      {"SELECT zk, owner, unit, territory, organisation, confidential FROM o_deal WHERE id = ?",
       {deal}},
      [&](const storage::Row& row) {
        one.id = row.integer(0);
        for (int i = 0; i < 5; ++i) one.key[static_cast<std::size_t>(i)] = row.integer(i + 1);
        return true;
      })));
  return one;
}

// Nothing is read of any single person, and the record once for all whom a rule tells the same.
TEST_P(RightsBudgets, WhoSeesARecordReadsIt) {
  const auto view = house()->access().view(House::actor(House::kAdministrator));
  ASSERT_TRUE(succeeded(view));
  const auto catalogue = (*view)->catalogue();
  const auto rules = access::read_rules(
      "- rule: heads\n  applies_to: deal\n  for: head\n  may: see\n  when: unit below my.headed\n"
      "- rule: all\n  applies_to: deal\n  for: all\n  may: see\n  when: name begins with \"Anf\"\n",
      *catalogue);
  ASSERT_TRUE(succeeded(rules));
  const auto book = access::RuleBook::make(*rules, catalogue);
  ASSERT_TRUE(succeeded(book));

  Counting counting((*view)->connection());
  const std::uint64_t before = reads_of((*view)->connection());
  const auto organisation = access::load_organisation((*view)->connection());
  const RecordId deal{House::kFirstDeal};
  const auto everyone =
      access::Everyone::load(counting, *organisation, deal, (*book)->sets(), Instant{1});
  ASSERT_TRUE(succeeded(everyone));
  access::WhoMay may(counting, *(*book)->of(*catalogue->object("deal")), query::Action::see, deal,
                     class_of(counting, deal.value));
  std::int64_t by_name = 0, by_head = 0;
  for (const access::Candidate& candidate : everyone->people()) {
    const auto names = may.rules_for(everyone->one(candidate.id).principal);
    ASSERT_TRUE(succeeded(names));
    by_name += std::ranges::count(*names, "all");
    by_head += std::ranges::count(*names, "heads");
  }
  EXPECT_EQ(by_name, House::kUsers + 1);  // and the keeper
  EXPECT_GE(by_head, 1);
  EXPECT_LE(by_head, 4);  // one on each level
  EXPECT_LE(counting.statements, 5U);
  const Work work{reads_of((*view)->connection()) - before, counting.statements};
  expect(work, {14'000, 1'700, 5}, "who sees");
}

}  // namespace
}  // namespace kontor::bench
