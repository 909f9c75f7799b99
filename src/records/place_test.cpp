// Where records belong, and that they follow when the organisation changes.
#include <cstdlib>
#include <map>

#include "records/hand_over.h"
#include "records/testing.h"
#include "storage/testing.h"

namespace kontor::records {
namespace {

using access::UnitKind;
using storage::testing::succeeded;

class Places : public ::testing::TestWithParam<storage::Engine> {
 protected:
  void SetUp() override {
    anna_ = shop_.user("anna");
    ben_ = shop_.user("ben");
    auto& store = shop_.organisation();
    firm_ = *store.add_unit({"Firma", UnitKind::company}, {});
    south_ = *store.add_unit({"Süd", UnitKind::group, firm_}, {});
    agency_ = *store.add_unit({"Agentur", UnitKind::company, 0, true}, {});
    sit(anna_, south_);
    sit(ben_, agency_);
  }

  void sit(const auth::Actor& actor, access::Id unit) {
    ASSERT_TRUE(succeeded(shop_.organisation().put_seat({0, actor.user.value, unit}, {})));
  }

  std::int64_t column(const std::string& object, RecordId id, const std::string& column) {
    return shop_.number("SELECT COALESCE(" + column + ", 0) FROM o_" + object +
                        " WHERE id = " + std::to_string(id.value));
  }

  access::Id territory(const std::string& name, std::vector<access::PostalPrefix> prefixes) {
    const auto id = shop_.organisation().add_territory(name, {});
    EXPECT_TRUE(succeeded(id));
    EXPECT_TRUE(succeeded(shop_.organisation().set_prefixes(*id, std::move(prefixes), {})));
    return *id;
  }

  void place_all() {
    Position after;
    for (;;) {
      auto count = place_slice(shop_.writer(), after, 2);
      ASSERT_TRUE(succeeded(count));
      if (*count == 0) return;
    }
  }

  testing::Workspace shop_{GetParam(), {"people", "companies", "sales"}};
  auth::Actor anna_, ben_;
  access::Id firm_ = 0, south_ = 0, agency_ = 0;
};

KONTOR_EACH_ENGINE(Places);

TEST_P(Places, ARecordBelongsToTheUnitOfItsOwner) {
  const RecordId id = shop_.create(anna_, "company", R"({"name":"Müller"})").id;
  EXPECT_EQ(column("company", id, "unit"), south_);
  EXPECT_EQ(column("company", id, "organisation"), firm_);
  shop_.update(anna_, "company", id, R"({"owner":")" + std::to_string(ben_.user.value) + "\"}");
  EXPECT_EQ(column("company", id, "unit"), agency_);
  EXPECT_EQ(column("company", id, "organisation"), agency_);
  shop_.update(anna_, "company", id, R"({"unit":")" + std::to_string(south_) + "\"}");
  EXPECT_EQ(column("company", id, "unit"), south_);
  EXPECT_EQ(column("company", id, "organisation"), firm_);
  EXPECT_EQ(shop_.update(anna_, "company", id, R"({"organisation":"1"})").errors.size(), 1U);
}

TEST_P(Places, MovingAUnitTouchesNoRecord) {
  const RecordId id = shop_.create(anna_, "company", R"({"name":"Müller"})").id;
  const auto before = shop_.load("company", id).version;
  const auto changes = shop_.number("SELECT count(*) FROM kontor_change");
  ASSERT_TRUE(succeeded(shop_.organisation().change_unit(south_, {.parent = agency_}, {})));
  EXPECT_EQ(shop_.load("company", id).version, before);
  EXPECT_EQ(shop_.number("SELECT count(*) FROM kontor_change"), changes);
}

TEST_P(Places, TheTerritoryFollowsFromTheAddress) {
  const auto bavaria = territory("Bayern", {{"DE", "8", 0}});
  const auto munich = territory("München", {{"DE", "803", 0}});
  const auto dresden = territory("Dresden", {{"DE", "01", 0}});
  auto at = [&](const char* address) {
    const auto made = shop_.create(anna_, "company",
                                   std::string(R"({"name":"Müller","address":)") + address + "}");
    EXPECT_TRUE(made.errors.empty());
    return column("company", made.id, "territory");
  };
  EXPECT_EQ(at(R"({"postal_code":"80331"})"), munich);
  EXPECT_EQ(at(R"({"postal_code":"81245","country":"DE"})"), bavaria);
  EXPECT_EQ(at(R"({"postal_code":"01067"})"), dresden);
  EXPECT_EQ(at(R"({"postal_code":"80331","country":"PL"})"), 0);
  EXPECT_EQ(at(R"({"postal_code":"50667"})"), 0);
  EXPECT_EQ(at(R"({"place":"München"})"), 0);
}

TEST_P(Places, DealsAndPeopleTakeTheTerritoryOfTheirCompany) {
  const auto munich = territory("München", {{"DE", "80", 0}});
  const auto north = territory("Nord", {{"DE", "2", 0}});
  const auto company =
      shop_.create(anna_, "company", R"({"name":"M","address":{"postal_code":"80331"}})").id;
  const std::string link = R"("company":")" + std::to_string(company.value) + "\"";
  const auto person = shop_.create(anna_, "person", R"({"last_name":"Keller",)" + link + "}").id;
  const auto deal = shop_.create(anna_, "deal", R"({"name":"Sitze",)" + link + "}").id;
  EXPECT_EQ(column("person", person, "territory"), munich);
  EXPECT_EQ(column("deal", deal, "territory"), munich);
  shop_.update(anna_, "person", person, R"({"address":{"postal_code":"20095"}})");
  EXPECT_EQ(column("person", person, "territory"), north);
}

TEST_P(Places, ChangedTerritoriesReachTheRecordsThatAreThere) {
  const auto company =
      shop_.create(anna_, "company", R"({"name":"M","address":{"postal_code":"80331"}})").id;
  const auto deal =
      shop_
          .create(anna_, "deal",
                  R"({"name":"Sitze","company":")" + std::to_string(company.value) + "\"}")
          .id;
  EXPECT_EQ(column("deal", deal, "territory"), 0);
  const auto munich = territory("München", {{"DE", "80", 0}});
  place_all();
  EXPECT_EQ(column("company", company, "territory"), munich);
  EXPECT_EQ(column("deal", deal, "territory"), munich);
  const auto version = shop_.load("company", company).version;
  place_all();
  EXPECT_EQ(shop_.load("company", company).version, version);
}

// How many of the deals each of them got; 0: nobody.
std::map<std::int64_t, int> owners(testing::Workspace& shop, const std::vector<RecordId>& deals) {
  std::map<std::int64_t, int> count;
  for (const RecordId id : deals)
    ++count[shop.number("SELECT COALESCE(owner, 0) FROM o_deal WHERE id = " +
                        std::to_string(id.value))];
  return count;
}

TEST_P(Places, LeadsGoRoundAmongTheHoldersOfTheirTerritory) {
  const auto munich = territory("München", {{"DE", "80", 0}});
  auto& store = shop_.organisation();
  std::vector<auth::Actor> holders = {anna_, ben_, shop_.user("carla")};
  for (const auto& holder : holders)
    ASSERT_TRUE(succeeded(store.put_holding({0, munich, holder.user.value}, {})));
  ASSERT_TRUE(succeeded(store.set_distribution(access::Distribution::in_turn, {})));
  const auto from = shop_.user("form");
  const auto company =
      shop_.create(from, "company", R"({"name":"M","address":{"postal_code":"80331"}})").id;
  const std::string link =
      R"({"name":"Anfrage","stage":"new","company":")" + std::to_string(company.value) + "\"}";
  std::vector<RecordId> deals;
  for (int i = 0; i < 31; ++i) {
    const auto made = shop_.create(from, "deal", link);
    ASSERT_TRUE(made.errors.empty()) << made.errors.front().key;
    deals.push_back(made.id);
  }
  auto count = owners(shop_, deals);
  EXPECT_EQ(count.size(), 3U);
  for (const auto& holder : holders) {
    EXPECT_GE(count[holder.user.value], 10);
    EXPECT_LE(count[holder.user.value], 11);
  }
  // Who is away gets nothing; a batch is spread like single leads.
  ASSERT_TRUE(succeeded(store.put_absence({0, ben_.user.value, 0}, {})));
  ASSERT_TRUE(succeeded(store.set_distribution(access::Distribution::by_load, {})));
  Batch batch;
  for (int i = 0; i < 20; ++i)
    batch.changes.push_back({Op::create, "deal", {}, 0, testing::inputs(link)});
  deals.clear();
  for (const auto& outcome : shop_.write(from, batch).outcomes) deals.push_back(outcome.id);
  count = owners(shop_, deals);
  EXPECT_EQ(count[ben_.user.value], 0);
  EXPECT_EQ(count[anna_.user.value] + count[holders[2].user.value], 20);
  EXPECT_LE(std::abs(count[anna_.user.value] - count[holders[2].user.value]), 1);
}

TEST_P(Places, ALeadWithoutATerritoryWaits) {
  territory("München", {{"DE", "80", 0}});
  ASSERT_TRUE(succeeded(shop_.organisation().set_distribution(access::Distribution::in_turn, {})));
  const auto lost = shop_.create(anna_, "deal", R"({"name":"Anfrage","stage":"new"})");
  ASSERT_TRUE(lost.errors.empty());
  EXPECT_EQ(column("deal", lost.id, "owner"), 0);
  const auto mine = shop_.create(
      anna_, "deal",
      R"({"name":"Meine","stage":"new","owner":")" + std::to_string(anna_.user.value) + "\"}");
  EXPECT_EQ(column("deal", mine.id, "owner"), anna_.user.value);
  const auto offer = shop_.create(anna_, "deal", R"({"name":"Angebot","stage":"quote"})");
  EXPECT_EQ(column("deal", offer.id, "owner"), anna_.user.value);
}

TEST_P(Places, WhoLeavesHandsOver) {
  std::vector<RecordId> ids;
  for (int i = 0; i < 5; ++i)
    ids.push_back(shop_.create(anna_, "company", R"({"name":"Firma"})").id);
  for (std::int64_t count = 1; count > 0;) {
    auto slice = hand_over_slice(shop_.writer(), anna_.user, ben_.user, 2);
    ASSERT_TRUE(succeeded(slice));
    count = *slice;
  }
  for (const RecordId id : ids) {
    EXPECT_EQ(column("company", id, "owner"), ben_.user.value);
    EXPECT_EQ(column("company", id, "unit"), agency_);
  }
  EXPECT_EQ(shop_.number("SELECT count(*) FROM o_company WHERE owner = " +
                         std::to_string(anna_.user.value)),
            0);
}

}  // namespace
}  // namespace kontor::records
