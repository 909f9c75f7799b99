#include "access/organisation/store.h"

#include "access/organisation/testing.h"
#include "auth/users.h"
#include "storage/testing.h"

namespace kontor::access {
namespace {

using storage::testing::succeeded;

class Store : public storage::testing::EachEngine {
 protected:
  void SetUp() override {
    ASSERT_TRUE(succeeded(testing::prepare_organisation(database())));
    anna_ = user("anna");
    ben_ = user("ben");
    ASSERT_TRUE(succeeded(store_.prepare()));
    firm_ = now()->units().front().id;
  }

  Id user(const std::string& name) {
    auto added = users_.add({name, name + "@example.com"}, {});
    EXPECT_TRUE(succeeded(added));
    return added->value;
  }

  OrganisationPtr now() {
    auto snapshot = database().read();
    EXPECT_TRUE(succeeded(snapshot));
    auto loaded = organisations_.of(**snapshot);
    EXPECT_TRUE(succeeded(loaded));
    return *loaded;
  }

  Id unit(const std::string& name, Id parent, UnitKind kind = UnitKind::group) {
    auto id = store_.add_unit({name, kind, parent}, {});
    EXPECT_TRUE(succeeded(id));
    return id.value_or(0);
  }

  Id seat(Id user, Id unit, Place place = Place::member, Span span = {}) {
    auto id = store_.put_seat({0, user, unit, place, span}, {});
    EXPECT_TRUE(succeeded(id));
    return id.value_or(0);
  }

  std::int64_t value(const std::string& sql) {
    auto snapshot = database().read();
    auto found = (*snapshot)->integer({sql, {}});
    EXPECT_TRUE(succeeded(found));
    return found->value_or(-1);
  }

  template <class T>
  static std::string error_of(const Result<T>& result) {
    return result ? "none" : result.error().key + "@" + result.error().field;
  }

  IdSource ids_;
  FixedClock clock_{Instant{1'000'000'000'000}};
  auth::PasswordHasher hasher_;
  auth::Users users_{database(), ids_, clock_, hasher_};
  OrganisationStore store_{database(), ids_, clock_};
  Organisations organisations_;
  Id anna_ = 0, ben_ = 0, firm_ = 0;
  const Span past_{clock_.now().micros - 100};
};

KONTOR_EACH_ENGINE(Store);

TEST_P(Store, AWorkspaceHasAUnitAndAdministratorsFromTheBeginning) {
  auto tree = now();
  ASSERT_EQ(tree->units().size(), 1U);
  EXPECT_EQ(tree->units().front().kind, UnitKind::company);
  EXPECT_EQ(tree->main_unit(anna_, clock_.now()), firm_);
  EXPECT_TRUE(tree->has_role(anna_, kAdministrator));
  EXPECT_TRUE(tree->has_role(ben_, kAdministrator));
  EXPECT_EQ(value("SELECT unit FROM o_user WHERE f_name = 'anna'"), firm_);
  const auto epoch = tree->epoch();
  ASSERT_TRUE(succeeded(store_.prepare()));
  EXPECT_EQ(now()->epoch(), epoch);
}

TEST_P(Store, NewAccountsAreSeatedInTheirTransaction) {
  users_.on_added([this](storage::Transaction& tx, RecordId id) { return store_.welcome(tx, id); });
  const Id carl = user("carl");
  EXPECT_EQ(now()->main_unit(carl, clock_.now()), firm_);
  EXPECT_FALSE(now()->has_role(carl, kAdministrator));
}

TEST_P(Store, UnitsGrowMoveAndClose) {
  const Id south = unit("Süd", firm_, UnitKind::division), north = unit("Nord", firm_);
  const Id munich = unit("München", south);
  EXPECT_EQ(value("SELECT organisation FROM o_unit WHERE id = " + std::to_string(munich)), firm_);
  EXPECT_EQ(value("SELECT n FROM kontor_class WHERE object = 2"), 4);
  ASSERT_TRUE(succeeded(store_.change_unit(south, {.parent = north}, {})));
  EXPECT_TRUE(now()->is_below(munich, north));
  EXPECT_EQ(now()->unit(munich)->depth, 4);
  EXPECT_EQ(value("SELECT f_depth FROM o_unit WHERE id = " + std::to_string(munich)), 4);
  EXPECT_EQ(error_of(store_.change_unit(north, {.parent = munich}, {})),
            "organisation.circle@parent");
  EXPECT_EQ(error_of(store_.change_unit(north, {.parent = north}, {})),
            "organisation.circle@parent");
  EXPECT_EQ(error_of(store_.change_unit(south, {.closed = true}, {})),
            "organisation.in_use@closed");
  const Id place = seat(anna_, munich, Place::member, past_);
  EXPECT_EQ(error_of(store_.change_unit(munich, {.closed = true}, {})),
            "organisation.in_use@closed");
  ASSERT_TRUE(succeeded(store_.remove_seat(place, {})));
  ASSERT_TRUE(succeeded(store_.change_unit(munich, {.closed = true}, {})));
  EXPECT_EQ(error_of(store_.put_seat({0, anna_, munich}, {})), "organisation.closed@unit");
  ASSERT_TRUE(succeeded(store_.change_unit(munich, {.name = " Oberbayern "}, {})));
  EXPECT_EQ(now()->unit(munich)->name, "Oberbayern");
  auto log = store_.log(1);
  ASSERT_TRUE(succeeded(log));
  EXPECT_EQ(log->front().action, "unit.renamed");
}

TEST_P(Store, RefusesWhatNoTreeCanBe) {
  EXPECT_EQ(error_of(store_.add_unit({"Solo", UnitKind::group, 0}, {})),
            "organisation.company_needed@parent");
  EXPECT_EQ(error_of(store_.add_unit({"Lost", UnitKind::group, 4711}, {})),
            "organisation.unit@parent");
  EXPECT_EQ(error_of(store_.add_unit({" ", UnitKind::group, firm_}, {})), "organisation.name@name");
  EXPECT_EQ(error_of(store_.add_unit({"Fremd", UnitKind::group, firm_, true}, {})),
            "organisation.external@external");
  EXPECT_EQ(error_of(store_.change_unit(4711, {.closed = true}, {})), "not_found@");
  Id below = firm_;
  for (int depth = 2; depth <= kMaxDepth; ++depth) below = unit("tief", below);
  EXPECT_EQ(error_of(store_.add_unit({"zu tief", UnitKind::group, below}, {})),
            "organisation.depth@parent");
  EXPECT_EQ(now()->units().size(), static_cast<std::size_t>(kMaxDepth));
}

TEST_P(Store, MovingAUnitTakesItsPeopleToTheOtherCompany) {
  const Id agency = *store_.add_unit({"Agentur", UnitKind::company, 0, true}, {});
  const Id group = unit("Gruppe", firm_);
  seat(anna_, group, Place::member, past_);
  EXPECT_EQ(now()->company_of(anna_, clock_.now()), firm_);
  ASSERT_TRUE(succeeded(store_.change_unit(group, {.parent = agency}, {})));
  EXPECT_EQ(now()->company_of(anna_, clock_.now()), agency);
  EXPECT_TRUE(now()->unit(group)->external);
  EXPECT_EQ(value("SELECT organisation FROM o_user WHERE f_name = 'anna'"), agency);
}

TEST_P(Store, SeatsDoNotOverlapAndSpansAreNotEmpty) {
  const Id group = unit("Gruppe", firm_);
  seat(anna_, group, Place::head, {100, 200});
  seat(anna_, group, Place::head, {200, 300});
  EXPECT_EQ(error_of(store_.put_seat({0, anna_, group, Place::member, {299, 400}}, {})),
            "organisation.seat_twice@user");
  EXPECT_EQ(error_of(store_.put_seat({0, anna_, group, Place::member, {400, 400}}, {})),
            "organisation.span@until");
  EXPECT_EQ(error_of(store_.put_seat({0, 4711, group}, {})), "organisation.user@user");
  EXPECT_EQ(error_of(store_.put_absence({0, anna_, anna_}, {})), "organisation.own_deputy@deputy");
  auto absence = store_.put_absence({0, anna_, ben_, {100, 200}}, {});
  ASSERT_TRUE(succeeded(absence));
  EXPECT_EQ(now()->deputy_for(ben_, Instant{150}), Ids{anna_});
  ASSERT_TRUE(succeeded(store_.put_absence({*absence, anna_, ben_, {100, 120}}, {})));
  EXPECT_TRUE(now()->deputy_for(ben_, Instant{150}).empty());
  ASSERT_TRUE(succeeded(store_.remove_absence(*absence, {})));
  EXPECT_EQ(error_of(store_.remove_absence(*absence, {})), "not_found@");
}

TEST_P(Store, SomebodyStaysAdministrator) {
  const Id role = now()->role(kAdministrator)->id;
  ASSERT_TRUE(succeeded(store_.set_role(role, ben_, false, {})));
  EXPECT_EQ(error_of(store_.set_role(role, anna_, false, {})),
            "organisation.last_administrator@user");
  ASSERT_TRUE(succeeded(store_.set_role(role, ben_, true, {})));
  ASSERT_TRUE(succeeded(users_.set_active(RecordId{ben_}, false, {})));
  EXPECT_FALSE(now()->is_present(ben_, clock_.now()));
  EXPECT_EQ(error_of(store_.set_role(role, anna_, false, {})),
            "organisation.last_administrator@user");
  EXPECT_EQ(error_of(store_.remove_role(role, {})), "organisation.built_in@");
  const Id own = *store_.add_role({"Filialleitung", "Branch"}, {});
  ASSERT_TRUE(succeeded(store_.set_role(own, anna_, true, {})));
  EXPECT_EQ(now()->members_of_role(own), Ids{anna_});
  ASSERT_TRUE(succeeded(store_.remove_role(own, {})));
  EXPECT_EQ(error_of(store_.set_role(own, anna_, true, {})), "not_found@");
}

TEST_P(Store, TheLastAdministratorDoesNotLeave) {
  users_.on_leaving(
      [this](storage::Transaction& tx, RecordId user) { return store_.farewell(tx, user); });
  const Id role = now()->role(kAdministrator)->id;
  ASSERT_TRUE(succeeded(store_.set_role(role, ben_, false, {})));
  EXPECT_EQ(error_of(users_.set_active(RecordId{anna_}, false, {})),
            "organisation.last_administrator@");
  EXPECT_TRUE(now()->is_present(anna_, clock_.now()));
  ASSERT_TRUE(succeeded(users_.set_active(RecordId{ben_}, false, {})));
}

TEST_P(Store, TeamsComeAndGo) {
  const Id team = *store_.add_team("Messe", {});
  ASSERT_TRUE(succeeded(store_.set_team(team, anna_, true, {})));
  ASSERT_TRUE(succeeded(store_.set_team(team, anna_, true, {})));
  EXPECT_EQ(now()->teams_of(anna_), Ids{team});
  ASSERT_TRUE(succeeded(store_.remove_team(team, {})));
  EXPECT_TRUE(now()->teams_of(anna_).empty());
  EXPECT_EQ(error_of(store_.set_team(team, anna_, true, {})), "not_found@");
}

TEST_P(Store, APrefixBelongsToOneTerritory) {
  const Id bavaria = *store_.add_territory("Bayern", {});
  const Id munich = *store_.add_territory("München", {});
  EXPECT_EQ(error_of(store_.add_territory("bayern", {})), "territory.exists@name");
  ASSERT_TRUE(succeeded(store_.set_prefixes(bavaria, {{"DE", "8", 0}, {"", "9 1", 0}}, {})));
  ASSERT_TRUE(succeeded(store_.set_prefixes(munich, {{"DE", "80", 0}, {"AT", "1010", 0}}, {})));
  EXPECT_EQ(now()->territory_for("DE", "80331"), munich);
  EXPECT_EQ(now()->territory_for("DE", "91054"), bavaria);
  auto taken = store_.set_prefixes(munich, {{"DE", "8", 0}}, {});
  EXPECT_EQ(error_of(taken), "territory.taken@prefixes");
  EXPECT_EQ(taken.error().params.back().value, "Bayern");
  EXPECT_EQ(error_of(store_.set_prefixes(munich, {{"DE", "7", 0}, {"DE", "7", 0}}, {})),
            "territory.twice@prefixes");
  for (const char* bad : {"", "123456", "8A", "8_", "8%"})
    EXPECT_EQ(error_of(store_.set_prefixes(munich, {{"DE", bad, 0}}, {})),
              "territory.prefix@prefixes")
        << bad;
  EXPECT_EQ(now()->territory_for("DE", "80331"), munich);  // nothing of what failed stayed
  ASSERT_TRUE(succeeded(store_.put_holding({0, munich, anna_, {100, 200}}, {})));
  EXPECT_EQ(error_of(store_.put_holding({0, munich, anna_, {150, 250}}, {})),
            "territory.held_twice@user");
  ASSERT_TRUE(succeeded(store_.remove_territory(munich, {})));
  EXPECT_EQ(now()->territory_for("DE", "80331"), bavaria);
  EXPECT_TRUE(now()->territories_of(anna_, Instant{150}).empty());
}

TEST_P(Store, MainUnitsFollowTheDates) {
  const Id group = unit("Gruppe", firm_);
  const std::int64_t start = clock_.now().micros;
  seat(anna_, group, Place::member, {0, start + 10});
  EXPECT_EQ(value("SELECT unit FROM o_user WHERE f_name = 'anna'"), group);
  clock_.set(Instant{start + 10});
  ASSERT_TRUE(succeeded(store_.refresh_main_units()));
  EXPECT_EQ(value("SELECT unit FROM o_user WHERE f_name = 'anna'"), firm_);
}

}  // namespace
}  // namespace kontor::access
