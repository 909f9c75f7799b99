#include "schema/change/plan.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "schema/change/draft.h"
#include "schema/fields/fields.h"
#include "schema/load.h"
#include "schema/migrations.h"
#include "schema/system_fields.h"
#include "storage/migrate.h"
#include "storage/testing.h"

namespace kontor::schema {
namespace {

using storage::Engine;
using storage::testing::succeeded;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;

Field make_field(std::string name, FieldType type) {
  Field field;
  field.name = name;
  field.label = {name + " de", name + " en"};
  field.type = type;
  if (type == FieldType::select || type == FieldType::multi_select)
    field.options = {{.id = 0, .key = "a", .label = {"A", "A"}, .colour = "red", .pipeline = ""},
                     {.id = 0, .key = "b", .label = {"B", "B"}, .colour = "", .pipeline = ""}};
  if (type == FieldType::status)
    field.options = {{.id = 0,
                      .key = "first",
                      .label = {"Erste", "First"},
                      .colour = "blue",
                      .kind = OptionKind::open,
                      .pipeline = ""},
                     {.id = 0,
                      .key = "won",
                      .label = {"Gewonnen", "Won"},
                      .colour = "green",
                      .kind = OptionKind::won,
                      .pipeline = ""}};
  return field;
}

Object make_object(std::string name, std::string title) {
  Object object;
  object.name = name;
  object.label = {name + " de", name + " en"};
  object.plural = object.label;
  object.title_field = std::move(title);
  return object;
}

Catalogue empty_catalogue() {
  return Catalogue(1, built_in_objects());
}

// Every type of field, a link table and both sides of a to-one relation.
Draft full_draft(const Catalogue& base) {
  Draft draft(base);
  EXPECT_TRUE(succeeded(draft.add_object(make_object("company", "name"))));
  EXPECT_TRUE(succeeded(draft.add_field("company", make_field("name", FieldType::text))));
  EXPECT_TRUE(succeeded(draft.add_object(make_object("person", "name"))));
  for (auto& [name, type] : std::initializer_list<std::pair<const char*, FieldType>>{
           {"first_name", FieldType::text},
           {"last_name", FieldType::text},
           {"notes", FieldType::long_text},
           {"size", FieldType::number},
           {"revenue", FieldType::money},
           {"share", FieldType::percent},
           {"active", FieldType::checkbox},
           {"birthday", FieldType::date},
           {"met", FieldType::date_time},
           {"category", FieldType::select},
           {"stage", FieldType::status},
           {"tags", FieldType::multi_select},
           {"emails", FieldType::emails},
           {"phones", FieldType::phones},
           {"websites", FieldType::urls},
           {"address", FieldType::postal_address},
           {"helper", FieldType::user}}) {
    Field field = make_field(name, type);
    field.indexed = type == FieldType::postal_address;
    EXPECT_TRUE(succeeded(draft.add_field("person", field)));
  }
  Field name = make_field("name", FieldType::person_name);
  name.name_parts = {"first_name", "last_name"};
  EXPECT_TRUE(succeeded(draft.add_field("person", name)));
  Field number = make_field("customer_number", FieldType::auto_number);
  number.pattern = "K-{number:4}";
  number.unique = true;
  EXPECT_TRUE(succeeded(draft.add_field("person", number)));
  Field company = make_field("company", FieldType::relation);
  company.relation.target = "company";
  EXPECT_TRUE(succeeded(
      draft.add_field("person", company, "last_name", {"people", {"Personen", "People"}})));
  Field friends = make_field("knows", FieldType::relation);
  friends.relation.target = "person";
  friends.relation.cardinality = Cardinality::many;
  EXPECT_TRUE(
      succeeded(draft.add_field("person", friends, {}, {"known_by", {"Bekannt mit", "Known by"}})));
  draft.object("person")->default_sort = {"last_name", "first_name"};
  View view;
  view.name = "all";
  view.label = {"Alle", "All"};
  view.sort = {"-company.name"};
  EXPECT_TRUE(succeeded(draft.add_view("person", view)));
  draft.set_kit("people", 1);
  return draft;
}

class PlanOnEngine : public storage::testing::EachEngine {
 protected:
  void SetUp() override {
    ASSERT_TRUE(succeeded(storage::migrate(database(), migrations())));
    current_ = load();
  }

  CataloguePtr load() {
    auto snapshot = database().read();
    EXPECT_TRUE(succeeded(snapshot));
    auto catalogue = load_catalogue(**snapshot);
    EXPECT_TRUE(succeeded(catalogue));
    return *catalogue;
  }

  Plan planned(const Catalogue& next) {
    auto plan = make_plan(*current_, next, GetParam());
    EXPECT_TRUE(succeeded(plan));
    return *plan;
  }

  Result<void> apply(const Plan& plan) {
    return database().write([&](storage::Transaction& t) { return plan.apply(t); });
  }

  void change_to(const Draft& draft) {
    auto next = draft.finish();
    ASSERT_TRUE(succeeded(next));
    ASSERT_TRUE(succeeded(apply(planned(**next))));
    current_ = *next;
  }

  Result<void> execute(std::string text) {
    return database().write([&](storage::Transaction& t) -> Result<void> {
      TRY(t.execute({text, {}}));
      return {};
    });
  }

  CataloguePtr current_;
};
KONTOR_EACH_ENGINE(PlanOnEngine);

TEST_P(PlanOnEngine, StartsWithTheUserObject) {
  ASSERT_NE(current_->object("user"), nullptr);
  EXPECT_EQ(current_->version(), 1);
  EXPECT_TRUE(current_->object("user")->read_only);
}

TEST_P(PlanOnEngine, LoadsBackExactlyWhatWasPlanned) {
  change_to(full_draft(*current_));
  CataloguePtr loaded = load();
  EXPECT_EQ(loaded->version(), 2);
  EXPECT_EQ(loaded->kits(), current_->kits());
  ASSERT_EQ(loaded->objects().size(), current_->objects().size());
  for (const Object& object : current_->objects()) {
    const Object* found = loaded->object(object.name);
    ASSERT_NE(found, nullptr) << object.name;
    for (const Field& field : object.fields)
      EXPECT_EQ(*found->field(field.name), field) << object.name << "." << field.name;
    EXPECT_EQ(found->views, object.views);
    EXPECT_EQ(*found, object);
  }
}

TEST_P(PlanOnEngine, MakesTablesThatTakeValues) {
  change_to(full_draft(*current_));
  ASSERT_TRUE(succeeded(execute(
      "INSERT INTO o_person (id, version, title, title_fold, f_last_name, n_last_name, f_revenue,"
      " f_revenue_currency, f_address_postal_code, n_address_postal_code, f_address_latitude,"
      " f_stage, f_company, f_helper, created_at, changed_at)"
      " VALUES (7, 1, 'Jörg Süß', 'jörg süß', 'Süß', 'süß', 100, 'EUR', '10115', '10115', 52520008,"
      " 1, 3, 5, 1, 1)")));
  ASSERT_TRUE(
      succeeded(execute("INSERT INTO c_person__phones (record, position, value, fold, label,"
                        " e164) VALUES (7, 0, '030 1', '030 1', 'work', '+49301')")));
  ASSERT_TRUE(succeeded(execute("INSERT INTO c_person__tags (record, option_id) VALUES (7, 2)")));
  ASSERT_TRUE(succeeded(execute("INSERT INTO l_person__knows (a_id, b_id) VALUES (7, 8)")));
  auto twice = execute("INSERT INTO l_person__knows (a_id, b_id) VALUES (7, 8)");
  ASSERT_FALSE(twice);
  EXPECT_EQ(twice.error().key, "storage.unique");
}

TEST_P(PlanOnEngine, UniqueFieldsAreUniqueAmongLivingRecords) {
  change_to(full_draft(*current_));
  auto insert = [&](int id, const char* number, const char* deleted) {
    return execute("INSERT INTO o_person (id, version, n_customer_number, deleted_at) VALUES (" +
                   std::to_string(id) + ", 1, " + number + ", " + deleted + ")");
  };
  EXPECT_TRUE(succeeded(insert(1, "'k-0001'", "5")));
  EXPECT_TRUE(succeeded(insert(2, "'k-0001'", "NULL")));
  EXPECT_TRUE(succeeded(insert(3, "NULL", "NULL")));
  EXPECT_TRUE(succeeded(insert(4, "NULL", "NULL")));
  auto taken = insert(5, "'k-0001'", "NULL");
  ASSERT_FALSE(taken);
  EXPECT_EQ(taken.error().key, "storage.unique");
}

TEST_P(PlanOnEngine, AddsAFieldToATableThatHasRecords) {
  change_to(full_draft(*current_));
  ASSERT_TRUE(succeeded(execute("INSERT INTO o_company (id, version, title) VALUES (1, 1, 'A')")));
  Draft draft(*current_);
  ASSERT_TRUE(succeeded(draft.add_field("company", make_field("vip", FieldType::checkbox))));
  ASSERT_TRUE(succeeded(draft.add_field("company", make_field("vat_id", FieldType::text))));
  ASSERT_TRUE(succeeded(draft.add_field("company", make_field("emails", FieldType::emails))));
  ASSERT_TRUE(succeeded(draft.add_option("person", "stage",
                                         {.id = 0,
                                          .key = "second",
                                          .label = {"Zweite", "Second"},
                                          .colour = "teal",
                                          .kind = OptionKind::open,
                                          .pipeline = ""})));
  draft.object("company")->default_sort = {"-vat_id"};
  change_to(draft);
  auto snapshot = database().read();
  auto vip = (*snapshot)->integer({"SELECT f_vip FROM o_company WHERE f_vat_id IS NULL", {}});
  ASSERT_TRUE(succeeded(vip));
  EXPECT_EQ(*vip, 0);
  EXPECT_EQ(*load()->object("company"), *current_->object("company"));
  EXPECT_EQ(load()->object("person")->field("stage")->options[1].key, "second");
}

TEST_P(PlanOnEngine, RefusesAPlanMadeFromAnOldCatalogue) {
  Draft first = full_draft(*current_);
  Draft second(*current_);
  ASSERT_TRUE(succeeded(second.add_object(make_object("thing", "name"))));
  ASSERT_TRUE(succeeded(second.add_field("thing", make_field("name", FieldType::text))));
  Plan late = planned(**second.finish());
  change_to(first);
  auto outcome = apply(late);
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().code, Code::conflict);
  EXPECT_EQ(outcome.error().key, "schema.changed");
  EXPECT_EQ(load()->object("thing"), nullptr);
}

TEST_P(PlanOnEngine, NothingStaysOfAPlanThatFails) {
  auto next = full_draft(*current_).finish();
  Plan plan = planned(**next);
  plan.rows.push_back({"INSERT INTO kontor_kit (name, version) VALUES ('people', 1)", {}});
  ASSERT_FALSE(apply(plan));
  EXPECT_EQ(load()->version(), 1);
  ASSERT_TRUE(succeeded(apply(planned(**next)))) << "tables must not be there already";
}

TEST_P(PlanOnEngine, TheStoreReloadsOnlyWhenTheVersionMoved) {
  CatalogueStore store;
  EXPECT_EQ(store.current(), nullptr);
  auto of = [&] { return *store.of(**database().read()); };
  CataloguePtr first = of();
  EXPECT_EQ(of(), first);
  change_to(full_draft(*current_));
  CataloguePtr second = of();
  EXPECT_NE(second, first);
  EXPECT_EQ(second->version(), 2);
  EXPECT_EQ(store.current(), second);
}

TEST_P(PlanOnEngine, FiveHundredFieldsFit) {
  Draft draft(*current_);
  ASSERT_TRUE(succeeded(draft.add_object(make_object("wide", "name"))));
  ASSERT_TRUE(succeeded(draft.add_field("wide", make_field("name", FieldType::text))));
  std::size_t more = 500 - draft.object("wide")->fields.size();
  for (std::size_t i = 0; i < more; ++i)
    ASSERT_TRUE(succeeded(
        draft.add_field("wide", make_field("field_" + std::to_string(i), FieldType::text))));
  change_to(draft);
  EXPECT_EQ(load()->object("wide")->fields.size(), 500U);
}

TEST_P(PlanOnEngine, LongNamesStayApart) {
  std::string object(40, 'o');
  Draft draft(*current_);
  ASSERT_TRUE(succeeded(draft.add_object(make_object(object, "name"))));
  ASSERT_TRUE(succeeded(draft.add_field(object, make_field("name", FieldType::text))));
  for (char last : {'a', 'b'}) {
    std::string field = std::string(39, 'f') + last;
    Field address = make_field(field, FieldType::postal_address);
    address.indexed = true;
    ASSERT_TRUE(succeeded(draft.add_field(object, address)));
    ASSERT_TRUE(succeeded(
        draft.add_field(object, make_field(std::string(39, 'p') + last, FieldType::phones))));
  }
  change_to(draft);
}

TEST_P(PlanOnEngine, TheLongestTextFitsIntoAnIndex) {
  Draft draft(*current_);
  ASSERT_TRUE(succeeded(draft.add_object(make_object("thing", "name"))));
  ASSERT_TRUE(succeeded(draft.add_field("thing", make_field("name", FieldType::text))));
  Field code = make_field("code", FieldType::text);
  code.indexed = true;
  ASSERT_TRUE(succeeded(draft.add_field("thing", code)));
  change_to(draft);
  std::string text;  // four bytes a letter, no two alike: nothing an engine could compress
  for (std::size_t i = 0; i < kMaxText; ++i) {
    std::uint32_t mixed = static_cast<std::uint32_t>(i) * 2654435761U;
    text += {'\xF0', static_cast<char>(0x90 + (mixed >> 8) % 0x30),
             static_cast<char>(0x80 + (mixed >> 16) % 0x40),
             static_cast<char>(0x80 + (mixed >> 24) % 0x40)};
  }
  EXPECT_TRUE(
      succeeded(execute("INSERT INTO o_thing (id, version, zk, n_code)"
                        " VALUES (1, 1, 9223372036854775807, '" +
                        text + "')")));
}

TEST(Plan, ListsEveryChangeForHistory) {
  Catalogue base = empty_catalogue();
  CataloguePtr first = *full_draft(base).finish();
  Draft draft(*first);
  draft.field("person", "size")->label = {"Größe", "Size"};
  draft.field("person", "category")->options[0].colour = "pink";
  ASSERT_TRUE(succeeded(draft.archive_field("person", "company")));
  auto plan = make_plan(*first, **draft.finish(), Engine::sqlite);
  ASSERT_TRUE(succeeded(plan));
  EXPECT_THAT(
      plan->changes,
      ::testing::UnorderedElementsAre(
          SchemaChange{ChangeKind::field_changed, "person", "size", "label", "size de / size en",
                       "Größe / Size"},
          SchemaChange{ChangeKind::option_changed, "person", "category.a", "colour", "red", "pink"},
          SchemaChange{ChangeKind::field_changed, "person", "company", "archived", "0", "1"},
          SchemaChange{ChangeKind::field_changed, "company", "people", "archived", "0", "1"}));
  EXPECT_THAT(plan->statements, ::testing::ElementsAre("DROP INDEX \"o_person__f_company\""));
  EXPECT_EQ(plan->rows.size(), 4U);
}

TEST(Plan, IsEmptyWhenNothingChanged) {
  CataloguePtr first = *full_draft(empty_catalogue()).finish();
  auto plan = make_plan(*first, **Draft(*first).finish(), Engine::postgres);
  ASSERT_TRUE(succeeded(plan));
  EXPECT_TRUE(plan->empty());
  EXPECT_TRUE(plan->statements.empty());
  EXPECT_TRUE(plan->rows.empty());
}

TEST(Plan, RefusesWhatCannotBeDone) {
  CataloguePtr first = *full_draft(empty_catalogue()).finish();
  auto refused = [&](auto change) {
    Draft draft(*first);
    change(draft);
    auto next = draft.finish();
    EXPECT_TRUE(succeeded(next));
    auto plan = make_plan(*first, **next, Engine::sqlite);
    return plan ? std::string("planned") : plan.error().key + " " + plan.error().field;
  };
  EXPECT_EQ(refused([](Draft& d) { d.field("person", "size")->type = FieldType::date; }),
            "schema.fixed person.size");
  EXPECT_EQ(refused([](Draft& d) { d.field("person", "size")->name = "height"; }),
            "schema.fixed person.size");
  EXPECT_EQ(refused([](Draft& d) { d.field("person", "category")->options.pop_back(); }),
            "schema.removed person.category.b");
  EXPECT_EQ(refused([](Draft& d) {
              std::erase_if(d.object("person")->fields,
                            [](const Field& field) { return field.name == "size"; });
            }),
            "schema.removed person.size");
}

TEST(Plan, IndexesAreMadeForBothEngines) {
  CataloguePtr first = *full_draft(empty_catalogue()).finish();
  auto lite = make_plan(empty_catalogue(), *first, Engine::sqlite)->statements;
  auto postgres = make_plan(empty_catalogue(), *first, Engine::postgres)->statements;
  EXPECT_THAT(lite, Contains("CREATE INDEX \"o_person__order\" ON \"o_person\" (\"s_last_name\", "
                             "\"s_first_name\", \"id\", \"zk\", \"f_stage\", "
                             "\"n_address_postal_code\") WHERE deleted_at IS NULL"));
  EXPECT_THAT(
      postgres,
      Contains("CREATE INDEX \"o_person__f_company\" ON \"o_person\" (\"f_company\" NULLS "
               "FIRST, \"zk\" NULLS FIRST, \"id\" NULLS FIRST) WHERE deleted_at IS NULL AND "
               "\"f_company\" IS NOT NULL"));
  EXPECT_THAT(lite,
              Contains("CREATE TABLE \"l_person__knows\" (\"a_id\" INTEGER NOT NULL DEFAULT 0, "
                       "\"b_id\" INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (\"a_id\", \"b_id\")) "
                       "STRICT, WITHOUT ROWID"));
  EXPECT_THAT(postgres, Not(Contains(HasSubstr("STRICT"))));
}

}  // namespace
}  // namespace kontor::schema
