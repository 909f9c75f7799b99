#include "access/organisation/organisation.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace kontor::access {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr Instant kNow{1'000};
// firm 1 > sales 2 > (south 3 > munich 4, north 5); partner 6 > agents 7
constexpr Id kFirm = 1, kSales = 2, kSouth = 3, kMunich = 4, kNorth = 5, kPartner = 6, kAgents = 7;
constexpr Id kBoss = 11, kSalesHead = 12, kSouthHead = 13, kMunichHead = 14, kAnna = 15, kBert = 16,
             kAgent = 17, kNina = 18;

Unit unit(Id id, Id parent, UnitKind kind, std::int64_t from, std::int64_t to) {
  Unit made;
  made.id = id;
  made.parent = parent;
  made.kind = kind;
  made.name = "unit " + std::to_string(id);
  made.order = from;
  made.order_end = to;
  return made;
}

OrganisationData firm() {
  OrganisationData data;
  data.epoch = 3;
  data.units = {unit(kMunich, kSouth, UnitKind::group, 40, 50),
                unit(kSouth, kSales, UnitKind::division, 30, 60),
                unit(kNorth, kSales, UnitKind::division, 70, 80),
                unit(kFirm, 0, UnitKind::company, 10, 100),
                unit(kSales, kFirm, UnitKind::division, 20, 90),
                unit(kAgents, kPartner, UnitKind::group, 120, 130),
                unit(kPartner, 0, UnitKind::company, 110, 140)};
  data.units.back().external = true;
  data.seats = {{1, kBoss, kFirm, Place::head},       {2, kSalesHead, kSales, Place::head},
                {3, kSouthHead, kSouth, Place::head}, {4, kMunichHead, kMunich, Place::head},
                {5, kAnna, kMunich, Place::member},   {6, kBert, kMunich, Place::deputy},
                {7, kAgent, kAgents, Place::member},  {8, kNina, kNorth, Place::member}};
  data.roles = {{1, "administrator"}, {2, "sales"}};
  data.role_members = {{1, kBoss}, {2, kAnna}, {2, kBert}};
  data.team_members = {{91, kBert}, {91, kAnna}, {92, kAnna}};
  return data;
}

TEST(Organisation, KnowsWhatLiesBelowWhat) {
  const Organisation tree(firm());
  EXPECT_TRUE(tree.is_below(kMunich, kSales));
  EXPECT_TRUE(tree.is_below(kMunich, kMunich));
  EXPECT_FALSE(tree.is_below(kSales, kMunich));
  EXPECT_FALSE(tree.is_below(kNorth, kSouth));
  EXPECT_FALSE(tree.is_below(kAgents, kFirm));
  EXPECT_FALSE(tree.is_below(4711, kFirm));
  EXPECT_FALSE(tree.is_below(kFirm, 0));
  EXPECT_THAT(tree.units_below(kSouth), ElementsAre(kSouth, kMunich));
  EXPECT_EQ(tree.unit(kMunich)->depth, 4);
  EXPECT_EQ(tree.unit(kMunich)->company, kFirm);
  EXPECT_TRUE(tree.unit(kAgents)->external);
  EXPECT_EQ(tree.unit(4711), nullptr);
  EXPECT_EQ(tree.company_of(kAgent, kNow), kPartner);
  EXPECT_EQ(tree.company_of(4711, kNow), 0);
}

TEST(Organisation, SuperiorsAreCountedUpwards) {
  const Organisation tree(firm());
  EXPECT_THAT(tree.superiors(kAnna, 1, kNow), ElementsAre(kMunichHead));
  EXPECT_THAT(tree.superiors(kAnna, 2, kNow), ElementsAre(kSouthHead));
  EXPECT_THAT(tree.superiors(kAnna, 4, kNow), ElementsAre(kBoss));
  EXPECT_THAT(tree.superiors(kAnna, 5, kNow), IsEmpty());
  EXPECT_THAT(tree.superiors(kMunichHead, 1, kNow), ElementsAre(kSouthHead));
  EXPECT_THAT(tree.superiors(kNina, 1, kNow), ElementsAre(kSalesHead));  // the north has no head
  EXPECT_THAT(tree.superiors(kBoss, 1, kNow), IsEmpty());
  EXPECT_THAT(tree.superiors(kAgent, 1, kNow), IsEmpty());
}

TEST(Organisation, WhoHeadsTwoUnitsIsOneLevel) {
  auto data = firm();
  data.seats[2].user = kMunichHead;  // heads the south, too
  const Organisation tree(data);
  EXPECT_THAT(tree.superiors(kAnna, 1, kNow), ElementsAre(kMunichHead));
  EXPECT_THAT(tree.superiors(kAnna, 2, kNow), ElementsAre(kSalesHead));
  EXPECT_THAT(tree.superiors(kMunichHead, 1, kNow), ElementsAre(kSalesHead));
}

TEST(Organisation, AnAbsentSuperiorIsReplaced) {
  auto data = firm();
  data.absences = {{1, kMunichHead, kNina, {900, 1'100}}};
  EXPECT_THAT(Organisation(data).superiors(kAnna, 1, kNow), ElementsAre(kNina));
  EXPECT_THAT(Organisation(data).reports(kNina, 1, kNow), ElementsAre(kAnna, kBert));
  EXPECT_THAT(Organisation(data).headed_units(kNina, kNow), ElementsAre(kMunich));
  EXPECT_THAT(Organisation(data).reports(kMunichHead, 1, kNow), ElementsAre(kAnna, kBert));
  data.absences[0].deputy = 0;  // nobody named: the seat of the unit's deputy
  EXPECT_THAT(Organisation(data).superiors(kAnna, 1, kNow), ElementsAre(kBert));
  EXPECT_THAT(Organisation(data).headed_units(kBert, kNow), ElementsAre(kMunich));
  // The deputy's own superior is one level up.
  EXPECT_THAT(Organisation(data).superiors(kBert, 1, kNow), ElementsAre(kSouthHead));
  data.inactive_users = {kBert};
  EXPECT_THAT(Organisation(data).superiors(kAnna, 1, kNow), ElementsAre(kSouthHead));
}

TEST(Organisation, DeputiesAreNotPassedOn) {
  auto data = firm();
  data.seats.erase(data.seats.begin() + 5);  // no deputy's seat in Munich
  data.absences = {{1, kMunichHead, kNina, {900, 1'100}}, {2, kNina, kBoss, {900, 1'100}}};
  const Organisation tree(data);
  EXPECT_THAT(tree.superiors(kAnna, 1, kNow), ElementsAre(kSouthHead));
  EXPECT_THAT(tree.deputy_for(kBoss, kNow), ElementsAre(kNina));
  EXPECT_FALSE(tree.is_present(kNina, kNow));
}

TEST(Organisation, SpansEndExactly) {
  auto data = firm();
  data.absences = {{1, kMunichHead, kNina, {900, 1'000}}};
  const Organisation tree(data);
  EXPECT_THAT(tree.deputy_for(kNina, Instant{899}), IsEmpty());
  EXPECT_THAT(tree.deputy_for(kNina, Instant{900}), ElementsAre(kMunichHead));
  EXPECT_THAT(tree.deputy_for(kNina, Instant{999}), ElementsAre(kMunichHead));
  EXPECT_THAT(tree.deputy_for(kNina, Instant{1'000}), IsEmpty());
  EXPECT_EQ(tree.next_change(Instant{899}).micros, 900);
  EXPECT_EQ(tree.next_change(Instant{900}).micros, 1'000);
  EXPECT_GT(tree.next_change(Instant{1'000}).micros, 1'000'000);
}

TEST(Organisation, ReportsAreSuperiorsTurnedAround) {
  auto data = firm();
  data.absences = {{1, kSouthHead, kNina, {0, 2'000}}, {2, kMunichHead, 0, {0, 2'000}}};
  const Organisation tree(data);
  for (Id superior = kBoss; superior <= kNina; ++superior)
    for (int levels = 1; levels <= 4; ++levels) {
      const Ids reports = tree.reports(superior, levels, kNow);
      for (Id user = kBoss; user <= kNina; ++user) {
        bool is_one = false;
        for (int level = 1; level <= levels; ++level) {
          const Ids heads = tree.superiors(user, level, kNow);
          is_one |= std::ranges::find(heads, superior) != heads.end();
        }
        const bool listed = std::ranges::find(reports, user) != reports.end();
        // Heads who are away stay superiors without acting as such.
        if (tree.is_present(superior, kNow)) {
          EXPECT_TRUE(!is_one || listed) << superior << ' ' << user << ' ' << levels;
        }
      }
    }
  EXPECT_THAT(tree.reports(kBoss, kAllLevels, kNow),
              ElementsAre(kSalesHead, kSouthHead, kMunichHead, kAnna, kBert, kNina));
  EXPECT_THAT(tree.reports(kBoss, 1, kNow), ElementsAre(kSalesHead));
}

TEST(Organisation, TheFirstSeatIsTheMainUnit) {
  auto data = firm();
  data.seats.push_back({20, kAnna, kNorth, Place::member, {500, 2'000}});
  data.seats.push_back({21, kNina, kSouth, Place::member, {-5, 1'000}});
  const Organisation tree(data);
  EXPECT_EQ(tree.main_unit(kAnna, kNow), kMunich);
  EXPECT_THAT(tree.units_of(kAnna, kNow), ElementsAre(kMunich, kNorth));
  EXPECT_EQ(tree.main_unit(kNina, Instant{999}), kSouth);
  EXPECT_EQ(tree.main_unit(kNina, kNow), kNorth);
}

TEST(Organisation, RolesAndTeams) {
  const Organisation tree(firm());
  EXPECT_TRUE(tree.has_role(kBoss, "administrator"));
  EXPECT_FALSE(tree.has_role(kAnna, "administrator"));
  EXPECT_FALSE(tree.has_role(kBoss, "nonsense"));
  EXPECT_THAT(tree.roles_of(kAnna), ElementsAre(2));
  EXPECT_THAT(tree.teams_of(kAnna), ElementsAre(91, 92));
  EXPECT_THAT(tree.members_of_team(91), ElementsAre(kAnna, kBert));
}

TEST(Organisation, TheLongestPrefixWins) {
  auto data = firm();
  data.territories = {{51, "Bavaria"}, {52, "Munich"}, {53, "Dresden"}, {54, "Vienna"}};
  data.prefixes = {{"DE", "8", 51}, {"DE", "803", 52}, {"DE", "01", 53}, {"AT", "10", 54}};
  data.holdings = {{1, 52, kAnna, {0, 1'000}}, {2, 52, kBert}, {3, 51, kAnna}};
  const Organisation tree(data);
  EXPECT_EQ(tree.territory_for("DE", "80331"), 52);
  EXPECT_EQ(tree.territory_for("", "80999"), 51);
  EXPECT_EQ(tree.territory_for("DE", "01067"), 53);
  EXPECT_EQ(tree.territory_for("DE", "D-01067"), 53);
  EXPECT_EQ(tree.territory_for("DE", "1067"), 0);  // a digit is missing
  EXPECT_EQ(tree.territory_for("DE", "8033A"), 0);
  EXPECT_EQ(tree.territory_for("DE", "50667"), 0);
  EXPECT_EQ(tree.territory_for("DE", ""), 0);
  EXPECT_EQ(tree.territory_for("AT", "1010"), 54);
  EXPECT_EQ(tree.territory_for("PL", "80331"), 0);
  EXPECT_THAT(tree.holders_of(52, Instant{999}), ElementsAre(kAnna, kBert));
  EXPECT_THAT(tree.holders_of(52, kNow), ElementsAre(kBert));
  EXPECT_THAT(tree.territories_of(kAnna, kNow), ElementsAre(51));
}

}  // namespace
}  // namespace kontor::access
