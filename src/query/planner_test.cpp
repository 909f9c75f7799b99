// Readers who see little and readers who see much, filters that find little and much: the page is
// the same however it is found, and finding it never costs much more than the cheaper way.
#include "query/planner.h"

#include <gmock/gmock.h>

#include "expr/parse.h"
#include "query/list.h"
#include "query/plan_memory.h"
#include "query/testing.h"
#include "query/typed_rows.h"
#include "storage/testing.h"

namespace kontor::query {
namespace {

using ::testing::ElementsAreArray;
using ::testing::SizeIs;
using testing::Values;
using testing::World;
using Classes = std::vector<std::int64_t>;

constexpr int kPeople = 4'000;
constexpr std::int64_t kRare = 7, kMiddle = 8, kCommon = 9;  // classes: 4, 200 and all others

class PlannerTest : public ::testing::TestWithParam<storage::Engine> {
 protected:
  void SetUp() override {
    const std::int64_t a = world_.option("person", "category", "a");
    const std::int64_t b = world_.option("person", "category", "b");
    world_.fill("person", kPeople, [&](int i) {
      const std::string last = "Nach" + std::to_string(10'000 + i * 7'919 % kPeople);
      Values values{{"name", "V " + last}, {"first_name", "V"}, {"last_name", last}};
      values.emplace_back("category", i % 10 == 0 ? a : b);
      return std::pair(values, World::Facts{.zk = class_of(i)});
    });
    world_.run("ANALYZE");
  }

  static std::int64_t class_of(int i) {
    return i % 1'000 == 1 ? kRare : i % 20 == 2 ? kMiddle : kCommon;
  }

  void sees(const Classes& classes, std::vector<std::int64_t> shared = {}) {
    world_.rights().change("person", [=](const schema::Object&, Scope& scope) {
      scope.everything = false;
      scope.classes = std::make_shared<const Classes>(classes);
      scope.shared = std::make_shared<const std::vector<std::int64_t>>(shared);
      scope.object_rows = kPeople;
      scope.estimated_rows = static_cast<std::int64_t>(shared.size());
      for (const auto zk : classes)
        scope.estimated_rows += zk == kRare ? 4 : zk == kMiddle ? 200 : kPeople - 204;
    });
  }

  std::vector<std::int64_t> page(const ListRequest& request, PlanMemory* plans = nullptr) {
    TypedRows rows;
    world_.json([&](const Reader& reader, JsonWriter& json) -> Result<void> {
      TRY(read_list({reader.connection, reader.catalogue, reader.rights, reader.cursors, plans},
                    request, rows));
      json.null();
      return {};
    });
    std::vector<std::int64_t> ids;
    for (const auto& record : rows.take()) ids.push_back(record.id.value);
    return ids;
  }

  // The ids a reader of `classes` sees, in the order of the last names.
  std::vector<std::int64_t> expected(const Classes& classes, int every, std::size_t limit) const {
    std::vector<std::pair<int, std::int64_t>> rows;
    for (int i = 0; i < kPeople; ++i)
      if (i % every == 0 && std::ranges::find(classes, class_of(i)) != classes.end())
        rows.emplace_back(i * 7'919 % kPeople, i + 1);
    std::ranges::sort(rows);
    std::vector<std::int64_t> ids;
    for (const auto& row : rows) ids.push_back(row.second);
    ids.resize(std::min(limit, ids.size()));
    return ids;
  }

  World world_{GetParam()};
};

KONTOR_EACH_ENGINE(PlannerTest);

TEST_P(PlannerTest, FindsTheSamePageForEveryReader) {
  PlanMemory plans;
  for (const Classes& classes : {Classes{kRare}, Classes{kMiddle}, Classes{kCommon},
                                 Classes{kRare, kMiddle}, Classes{kRare, kMiddle, kCommon}}) {
    sees(classes);
    for (PlanMemory* memory : {static_cast<PlanMemory*>(nullptr), &plans, &plans}) {
      SCOPED_TRACE(::testing::PrintToString(classes));
      EXPECT_THAT(page({.object = "person", .fields = {"name"}}, memory),
                  ElementsAreArray(expected(classes, 1, 50)));
      EXPECT_THAT(
          page({.object = "person", .filter = "category = \"a\"", .fields = {"name"}}, memory),
          ElementsAreArray(expected(classes, 10, 50)));
    }
  }
}

TEST_P(PlannerTest, LittleIsGatheredNotSearchedFor) {
  if (GetParam() != storage::Engine::sqlite) return;  // counts steps
  sees({kRare});
  EXPECT_THAT(page({.object = "person", .fields = {"name"}}), SizeIs(4));
  EXPECT_LE(world_.last_steps(), 10'000u);  // a walk along all names: 30,000
  sees({kCommon});
  EXPECT_THAT(page({.object = "person", .fields = {"name"}}), SizeIs(50));
  EXPECT_LE(world_.last_steps(), 8'000u);  // gathering all of them: 40,000
}

// What was found out is not found out again, and rows need not be counted on the way.
TEST_P(PlannerTest, AWayThatIsKnownCostsLess) {
  if (GetParam() != storage::Engine::sqlite) return;  // counts steps
  PlanMemory plans;
  const ListRequest request{.object = "person", .filter = "category = \"a\"", .fields = {"name"}};
  const Classes all{kRare, kMiddle, kCommon};
  sees(all);
  EXPECT_THAT(page(request, &plans), ElementsAreArray(expected(all, 10, 50)));
  const auto first = world_.last_steps();
  EXPECT_THAT(page(request, &plans), ElementsAreArray(expected(all, 10, 50)));
  EXPECT_LT(world_.last_steps(), first);
}

// A walk that was short once is given up when it is not any more.
TEST_P(PlannerTest, AWayThatHasBecomeLongIsLeft) {
  PlanMemory plans;
  const ListRequest request{.object = "person",
                            .filter = "category = \"a\" and last_name is not empty",
                            .sort = {"created_at"},
                            .fields = {"name"}};
  const Classes all{kRare, kMiddle, kCommon};
  sees(all);
  EXPECT_THAT(page(request, &plans), SizeIs(50));
  const std::int64_t b = world_.option("person", "category", "b");
  world_.run("UPDATE o_person SET f_category = " + std::to_string(b) + " WHERE id < 3900");
  EXPECT_THAT(page(request, &plans), SizeIs(10));
  EXPECT_THAT(page(request, &plans), SizeIs(10));
}

TEST_P(PlannerTest, SharesAndRowTermsAreWaysToo) {
  sees({kRare}, {3, 4, 2'002});
  auto ids = page({.object = "person", .sort = {"created_at"}, .fields = {"name"}});
  EXPECT_THAT(ids, SizeIs(6));
  world_.rights().change("person", [&](const schema::Object& person, Scope& scope) {
    scope.everything = false;
    scope.object_rows = kPeople;
    scope.classes = std::make_shared<const Classes>(Classes{kRare});
    auto tree = expr::parse("last_name = \"nach10005\"");
    scope.row_terms.push_back({*expr::check(*tree, world_.catalogue(), person), 0});
  });
  ids = page({.object = "person", .fields = {"name"}});
  EXPECT_THAT(ids, SizeIs(5));
  if (GetParam() == storage::Engine::sqlite) EXPECT_LE(world_.last_steps(), 10'000u);
}

}  // namespace
}  // namespace kontor::query
