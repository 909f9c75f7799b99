#include "schema/check.h"

#include <functional>
#include <gtest/gtest.h>

#include "schema/change/draft.h"
#include "schema/names.h"
#include "schema/system_fields.h"

namespace kontor::schema {
namespace {

class Check : public ::testing::Test {
 protected:
  Check() : draft_(Catalogue(1, built_in_objects())) {
    Object object;
    object.name = "thing";
    object.label = object.plural = {"Ding", "Thing"};
    object.title_field = "name";
    EXPECT_TRUE(draft_.add_object(object));
    add("name", FieldType::text);
  }

  void add(std::string name, FieldType type, std::function<void(Field&)> set = {},
           const Inverse& inverse = {}) {
    Field field;
    field.name = std::move(name);
    field.label = {"de", "en"};
    field.type = type;
    if (set) set(field);
    EXPECT_TRUE(draft_.add_field("thing", field, {}, inverse));
  }

  // "key where", or "fine".
  std::string outcome() {
    auto next = draft_.finish();
    return next ? "fine" : next.error().key.substr(7) + " " + next.error().field;
  }

  Draft draft_;
};

Option option(std::string key, OptionKind kind = OptionKind::none) {
  Option made;
  made.key = std::move(key);
  made.label = {"de", "en"};
  made.kind = kind;
  return made;
}

TEST(Names, AreSnakeCase) {
  for (const char* good : {"a", "last_name", "e164", "x_1_y"}) EXPECT_TRUE(is_name(good)) << good;
  for (const char* bad : {"", "_a", "a_", "a__b", "1a", "A", "ä", "a-b", "a b", "a\"b"})
    EXPECT_FALSE(is_name(bad)) << bad;
  EXPECT_TRUE(is_name(std::string(40, 'a')));
  EXPECT_FALSE(is_name(std::string(41, 'a')));
}

TEST_F(Check, AcceptsASoundCatalogue) {
  add("size", FieldType::number, [](Field& field) { field.decimals = 2; });
  add("parent", FieldType::relation, [](Field& field) { field.relation.target = "thing"; },
      {"children", {"Kinder", "Children"}});
  EXPECT_EQ(outcome(), "fine");
}

TEST_F(Check, RefusesNamesThatMeanSomethingElse) {
  add("owner_2", FieldType::text);
  EXPECT_EQ(outcome(), "fine");
  add("exists", FieldType::text);
  EXPECT_EQ(outcome(), "reserved_name thing.exists");
}

TEST_F(Check, RefusesNamesThatCouldEscape) {
  add("x\"; DROP TABLE o_user; --", FieldType::text);
  EXPECT_EQ(outcome(), "bad_name thing.x\"; DROP TABLE o_user; --");
}

TEST_F(Check, RefusesMoreThanFiveHundredFields) {
  std::size_t there = draft_.object("thing")->fields.size();
  for (std::size_t i = there; i < kMaxFields; ++i)
    add("field_" + std::to_string(i), FieldType::number);
  EXPECT_EQ(outcome(), "fine");
  add("one_more", FieldType::number);
  EXPECT_EQ(outcome(), "too_many thing");
}

TEST_F(Check, RefusesTwoFieldsInOneColumn) {
  add("price", FieldType::money);
  add("price_currency", FieldType::text);
  EXPECT_EQ(outcome(), "name_taken thing");
}

TEST_F(Check, RefusesSettingsThatDoNotSuitTheType) {
  struct Case {
    const char* name;
    FieldType type;
    std::function<void(Field&)> set;
  };
  const std::vector<Case> cases = {
      {"a", FieldType::number, [](Field& field) { field.decimals = 7; }},
      {"b", FieldType::text, [](Field& field) { field.decimals = 1; }},
      {"c", FieldType::select, {}},
      {"d", FieldType::text, [](Field& field) { field.options = {option("x")}; }},
      {"e", FieldType::auto_number, {}},
      {"f", FieldType::auto_number, [](Field& field) { field.pattern = "A-{year}"; }},
      {"g", FieldType::relation, {}},
      {"h", FieldType::emails, [](Field& field) { field.unique = true; }},
      {"i", FieldType::long_text, [](Field& field) { field.indexed = true; }},
      {"j", FieldType::person_name, [](Field& field) { field.name_parts = {"name"}; }},
      {"k", FieldType::status, [](Field& field) { field.options = {option("x")}; }},
      {"l", FieldType::instant_system, {}},
  };
  for (const Case& wrong : cases) {
    Draft kept = draft_;
    add(wrong.name, wrong.type, wrong.set);
    EXPECT_TRUE(outcome().starts_with("setting thing." + std::string(wrong.name)))
        << wrong.name << ": " << outcome();
    draft_ = kept;
  }
}

TEST_F(Check, RefusesReferencesToNothing) {
  add("stage", FieldType::status, [](Field& field) {
    field.options = {option("x", OptionKind::open)};
    field.tally = {"value"};
  });
  EXPECT_EQ(outcome(), "no_such_field thing.stage");
  draft_.field("thing", "stage")->tally.clear();
  EXPECT_EQ(outcome(), "fine");
  draft_.object("thing")->default_sort = {"-weight"};
  EXPECT_EQ(outcome(), "no_such_field thing");
  draft_.object("thing")->default_sort = {"-created_at"};
  draft_.object("thing")->subtitle = {"owner.email", "stage.kind"};
  EXPECT_EQ(outcome(), "fine");
  add("parent", FieldType::relation, [](Field& field) { field.relation.target = "nothing"; });
  EXPECT_EQ(outcome(), "no_such_object thing.parent");
}

TEST_F(Check, RefusesAOneSidedInverse) {
  add("parent", FieldType::relation, [](Field& field) { field.relation.target = "thing"; },
      {"children", {"Kinder", "Children"}});
  draft_.field("thing", "children")->relation.inverse = "name";
  EXPECT_TRUE(outcome().starts_with("inverse thing."));
}

TEST_F(Check, RefusesAViewThatIsNoJsonOrSortsByNothing) {
  View view;
  view.name = "all";
  view.label = {"Alle", "All"};
  view.settings = "{";
  ASSERT_TRUE(draft_.add_view("thing", view));
  EXPECT_EQ(outcome(), "setting thing.views.all");
  draft_.object("thing")->views[0].settings = "{}";
  draft_.object("thing")->views[0].sort = {"nothing"};
  EXPECT_EQ(outcome(), "no_such_field thing.views.all");
}

TEST_F(Check, RefusesATitleThatCannotBeOne) {
  add("size", FieldType::number);
  draft_.object("thing")->title_field = "size";
  EXPECT_EQ(outcome(), "no_title thing");
}

}  // namespace
}  // namespace kontor::schema
