// Every reading path under rights that hide rows and fields: what a reader may not see must not
// show in values, linked titles, counts, order, filters or pages.
#include "query/rights.h"

#include <gmock/gmock.h>

#include "expr/parse.h"
#include "query/count.h"
#include "query/list.h"
#include "query/record.h"
#include "query/testing.h"
#include "query/typed_rows.h"
#include "storage/testing.h"

namespace kontor::query {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using testing::World;

constexpr std::int64_t kMine = 1, kTheirs = 2;

class RightsTest : public ::testing::TestWithParam<storage::Engine> {
 protected:
  void SetUp() override {
    world_.add("company", {{"name", "Offen GmbH"}}, {.zk = kMine});   // 1
    world_.add("company", {{"name", "Geheim AG"}}, {.zk = kTheirs});  // 2
    person("Anna", "Meier", 1, kMine);                                // 3
    person("Bernd", "Meier", 2, kMine);                               // 4
    person("Clara", "Zuse", 1, kTheirs);                              // 5
    person("Dora", "Adler", 2, kTheirs);                              // 6
  }

  void person(const std::string& first, const std::string& last, std::int64_t company,
              std::int64_t zk) {
    world_.add("person",
               {{"name", first + " " + last},
                {"first_name", first},
                {"last_name", last},
                {"company", company}},
               {.zk = zk});
  }

  expr::Checked condition(const std::string& object, const std::string& text) {
    auto tree = expr::parse(text);
    auto checked = expr::check(*tree, world_.catalogue(), world_.object(object));
    if (!checked) throw std::runtime_error(checked.error().key);
    return *checked;
  }

  std::vector<TypedRecord> read(const ListRequest& request) {
    TypedRows rows;
    world_.json([&](const Reader& reader, JsonWriter& json) -> Result<void> {
      TRY(read_list(reader, request, rows));
      json.null();
      return {};
    });
    return rows.take();
  }
  std::vector<std::int64_t> ids(const ListRequest& request) {
    std::vector<std::int64_t> ids;
    for (const auto& record : read(request)) ids.push_back(record.id.value);
    return ids;
  }
  Count count(const CountRequest& request) {
    Count count;
    world_.json([&](const Reader& reader, JsonWriter& json) -> Result<void> {
      count = TRY(read_count(reader, request));
      json.null();
      return {};
    });
    return count;
  }
  std::string list(const ListRequest& request) {
    return world_.json(
        [&](const Reader& reader, JsonWriter& json) { return write_list(reader, request, json); });
  }

  World world_{GetParam()};
};

KONTOR_EACH_ENGINE(RightsTest);

TEST_P(RightsTest, RowsOfOtherClassesAreNotThere) {
  world_.rights().classes("person", {kMine});
  EXPECT_THAT(ids({.object = "person"}), ElementsAre(3, 4));
  EXPECT_THAT(ids({.object = "person", .filter = "last_name = \"zuse\""}), IsEmpty());
  EXPECT_THAT(ids({.object = "person", .sort = {"-changed_at"}}), ElementsAre(4, 3));
  EXPECT_EQ(count({.object = "person", .filter = "last_name is not empty"}).value, 2);
  world_.rights().classes("person", {});
  EXPECT_THAT(ids({.object = "person"}), IsEmpty());
}

TEST_P(RightsTest, SharesRowTermsLimitsAndForbidsMeet) {
  world_.rights().change("person", [&](const schema::Object&, Scope& scope) {
    scope.everything = false;
    scope.shared = std::make_shared<const std::vector<std::int64_t>>(std::vector<std::int64_t>{5});
    scope.row_terms = {{condition("person", "last_name = \"adler\" or last_name = \"meier\""), 0}};
    scope.limits = {condition("person", "first_name != \"anna\"")};
    scope.forbids = {condition("person", "first_name = \"bernd\" or first_name = \"xaver\"")};
  });
  EXPECT_THAT(ids({.object = "person"}), ElementsAre(6, 5));
  EXPECT_EQ(count({.object = "person"}).value, 2);
}

TEST_P(RightsTest, HiddenRecordsBehindRelationsReadAsEmpty) {
  world_.rights().classes("company", {kMine});
  const std::string answer = list({.object = "person", .fields = {"company", "company.name"}});
  EXPECT_THAT(answer, HasSubstr(R"("company":{"id":"1","title":"Offen GmbH"})"));
  EXPECT_THAT(answer, HasSubstr(R"("company":null,"company.name":null)"));
  EXPECT_THAT(answer, Not(HasSubstr("Geheim")));
  // Neither filters nor orders see through.
  EXPECT_THAT(ids({.object = "person", .filter = "company.name begins with \"geh\""}), IsEmpty());
  EXPECT_THAT(ids({.object = "person", .filter = "company is empty"}), ElementsAre(6, 4));
  EXPECT_THAT(ids({.object = "person", .sort = {"company.name"}}), ElementsAre(3, 5, 4, 6));
  EXPECT_THAT(ids({.object = "person", .sort = {"company"}}), ElementsAre(3, 5, 4, 6));
}

TEST_P(RightsTest, RelationsToManyShowAndCountOnlyVisibleRecords) {
  world_.rights().classes("person", {kMine});
  const auto company =
      read({.object = "company", .filter = "name = \"offen gmbh\"", .fields = {"people"}});
  ASSERT_EQ(company.size(), 1u);
  EXPECT_EQ(company[0].values[0].value, schema::FieldValue(schema::Ids{3}));
  EXPECT_EQ(company[0].values[0].total, 1);
  const std::string related = world_.json([&](const Reader& reader, JsonWriter& json) {
    return write_related(reader, {.object = "company", .id = {1}, .field = "people"}, json);
  });
  EXPECT_THAT(related, HasSubstr("Anna"));
  EXPECT_THAT(related, Not(HasSubstr("Clara")));
}

TEST_P(RightsTest, HiddenFieldsAreNeitherShownNorFilteredNorSorted) {
  world_.rights().mode("person", "last_name", Mode::none);
  const std::string answer = list({.object = "person", .fields = {"last_name", "first_name"}});
  EXPECT_THAT(answer, HasSubstr(R"("fields":{"first_name":"Anna"})"));
  EXPECT_THAT(answer, HasSubstr(R"("hidden":["last_name"])"));
  EXPECT_THAT(ids({.object = "person", .filter = "last_name = \"meier\""}), IsEmpty());
  EXPECT_THAT(ids({.object = "person", .filter = "last_name is empty"}), ElementsAre(3, 4, 5, 6));
  EXPECT_THAT(ids({.object = "person", .sort = {"-last_name"}}), ElementsAre(6, 5, 4, 3));
}

TEST_P(RightsTest, MaskedFieldsShowTheirMaskAndOrderNothing) {
  world_.rights().mode("person", "last_name", Mode::mask);
  world_.rights().mode("person", "name", Mode::mask);
  const std::string answer =
      list({.object = "person", .sort = {"first_name"}, .fields = {"last_name"}});
  EXPECT_THAT(answer, HasSubstr(R"("title":"A. M.","fields":{"last_name":{"masked":"M."}})"));
  EXPECT_THAT(answer, Not(HasSubstr("Meier")));
  EXPECT_THAT(ids({.object = "person", .sort = {"last_name"}}), ElementsAre(3, 4, 5, 6));
  // Nor does the title of a linked record tell more.
  world_.rights().mode("company", "name", Mode::mask);
  EXPECT_THAT(list({.object = "person", .fields = {"company"}}),
              HasSubstr(R"("company":{"id":"1","title":"O. G."})"));
}

TEST_P(RightsTest, ModesDifferByClassAndTheStrongestCounts) {
  world_.rights().change("person", [&](const schema::Object& object, Scope& scope) {
    FieldModes masked = scope.modes[0];
    masked[place_of(object, *object.field("last_name"))] = Mode::mask;
    scope.modes.push_back(masked);
    scope.class_modes = {{kTheirs, 1}};
    scope.row_terms = {{condition("person", "first_name = \"clara\""), 0}};
  });
  const auto people = read({.object = "person", .sort = {"first_name"}, .fields = {"last_name"}});
  ASSERT_EQ(people.size(), 4u);
  EXPECT_EQ(people[0].values[0].value, schema::FieldValue("Meier"));
  EXPECT_EQ(people[2].values[0].value, schema::FieldValue("Zuse"));
  EXPECT_EQ(people[3].values[0].value, schema::FieldValue("A."));
  EXPECT_EQ(people[3].values[0].mode, Mode::mask);
  EXPECT_THAT(ids({.object = "person", .filter = "last_name = \"adler\""}), IsEmpty());
  EXPECT_THAT(ids({.object = "person", .filter = "last_name = \"zuse\""}), ElementsAre(5));
  EXPECT_THAT(ids({.object = "person", .sort = {"last_name"}}), ElementsAre(3, 4, 5, 6));
}

TEST_P(RightsTest, HiddenAndMissingRecordsAnswerAlike) {
  world_.rights().classes("person", {kMine});
  for (const std::int64_t id : {5, 99}) {
    const auto result = world_.try_json([&](const Reader& reader, JsonWriter& json) {
      return write_record(reader, {.object = "person", .id = {id}}, json);
    });
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, Code::not_found);
    EXPECT_EQ(result.error().key, "record.not_found");
  }
  EXPECT_THAT(world_.json([&](const Reader& reader, JsonWriter& json) {
    return write_record(reader, {.object = "person", .id = {3}, .fields = {"name"}}, json);
  }),
              HasSubstr("Anna Meier"));
}

}  // namespace
}  // namespace kontor::query
