#include "schema/kit/embedded.h"

#include <algorithm>
#include <gtest/gtest.h>

#include "schema/change/plan.h"
#include "schema/load.h"
#include "schema/migrations.h"
#include "schema/system_fields.h"
#include "storage/migrate.h"
#include "storage/testing.h"

namespace kontor::schema {
namespace {

using storage::testing::succeeded;

const Catalogue kEmpty(1, built_in_objects());

std::vector<Kit> kits() {
  auto kits = embedded_kits();
  EXPECT_TRUE(succeeded(kits));
  return *kits;
}

TEST(EmbeddedKits, InstallTogetherAndOneByOneInAnyOrder) {
  std::vector<Kit> all = kits();
  ASSERT_GE(all.size(), 4U);
  std::vector<std::string> names;
  for (const Kit& kit : all) names.push_back(kit.name);
  auto together = install(kEmpty, all, names);
  ASSERT_TRUE(succeeded(together));
  std::ranges::sort(names);
  do {
    auto catalogue = std::make_shared<const Catalogue>(kEmpty);
    for (const std::string& name : names) {
      auto next = install(*catalogue, all, {name});
      ASSERT_TRUE(succeeded(next)) << name;
      catalogue = *next;
    }
    for (const Object& object : (*together)->objects()) {
      const Object* same = catalogue->object(object.name);
      ASSERT_NE(same, nullptr) << object.name;
      EXPECT_EQ(same->fields.size(), object.fields.size()) << object.name;
      EXPECT_EQ(same->views.size(), object.views.size()) << object.name;
    }
  } while (std::ranges::next_permutation(names).found);
}

TEST(EmbeddedKits, HaveTheNamesTheApiPromises) {
  auto catalogue = install(kEmpty, kits(), {"people", "companies", "tasks", "sales"});
  ASSERT_TRUE(succeeded(catalogue));
  auto has = [&](const char* object, std::initializer_list<const char*> fields) {
    ASSERT_NE((*catalogue)->object(object), nullptr) << object;
    for (const char* field : fields)
      EXPECT_NE((*catalogue)->object(object)->field(field), nullptr) << object << "." << field;
  };
  has("person",
      {"salutation",   "title_prefix",  "first_name",      "last_name", "name",  "emails",
       "phones",       "websites",      "address",         "birthday",  "role",  "department",
       "category",     "first_contact", "best_reached",    "notes",     "tags",  "company",
       "interactions", "deals",         "character_notes", "tasks",     "owner", "referred_deals"});
  has("company", {"name",      "websites",        "phones",         "emails",
                  "vat_id",    "customer_number", "address",        "category",
                  "employees", "industry",        "annual_revenue", "founded",
                  "parent",    "account_manager", "notes",          "tags",
                  "people",    "deals",           "interactions",   "tasks"});
  has("interaction",
      {"subject", "kind", "happened_at", "place", "notes", "people", "companies", "deals"});
  has("task", {"subject", "due", "done", "priority", "assignee", "person", "company", "deal",
               "interaction", "recurrence", "notes"});
  has("product", {"name", "number", "series", "price", "unit_name", "description", "active"});
  has("deal", {"name", "person", "company", "product", "value", "stage", "pipeline",
               "expected_close", "closed_at", "source", "competitor", "loss_reason", "referred_by",
               "later_on", "later_stage", "interactions", "tasks"});
}

TEST(EmbeddedKits, PeopleWorkAlone) {
  auto catalogue = install(kEmpty, kits(), {"people"});
  ASSERT_TRUE(succeeded(catalogue));
  EXPECT_EQ((*catalogue)->object("person")->field("company"), nullptr);
  EXPECT_EQ((*catalogue)->objects().size(), 2 + built_in_objects().size());
}

TEST(EmbeddedKits, AskForANameBeforeTheCompany) {
  auto catalogue = install(kEmpty, kits(), {"people", "companies"});
  ASSERT_TRUE(succeeded(catalogue));
  std::vector<std::string> expected{"salutation", "first_name", "last_name",
                                    "company",    "emails",     "phones"};
  EXPECT_EQ((*catalogue)->object("person")->quick_add, expected);
}

class EmbeddedKitsOnEngine : public storage::testing::EachEngine {};
KONTOR_EACH_ENGINE(EmbeddedKitsOnEngine);

TEST_P(EmbeddedKitsOnEngine, InstallIntoADatabase) {
  ASSERT_TRUE(succeeded(storage::migrate(database(), migrations())));
  auto catalogue = install(kEmpty, kits(), {"people", "companies"});
  ASSERT_TRUE(succeeded(catalogue));
  auto write = [&](const Catalogue& before, const Catalogue& after) {
    auto plan = make_plan(before, after, GetParam());
    ASSERT_TRUE(succeeded(plan));
    ASSERT_TRUE(succeeded(database().write(
        [&](storage::Transaction& transaction) { return plan->apply(transaction); })));
  };
  write(kEmpty, **catalogue);
  auto more = install(**catalogue, kits(), {"tasks", "sales"});
  ASSERT_TRUE(succeeded(more));
  write(**catalogue, **more);
  auto loaded = load_catalogue(**database().read());
  ASSERT_TRUE(succeeded(loaded));
  for (const Object& object : (*more)->objects())
    EXPECT_EQ(*(*loaded)->object(object.name), object) << object.name;
}

}  // namespace
}  // namespace kontor::schema
