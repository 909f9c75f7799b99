#include "schema/describe.h"

#include <gtest/gtest.h>

#include "schema/kit/embedded.h"
#include "schema/system_fields.h"

namespace kontor::schema {
namespace {

class Describe : public ::testing::Test {
 protected:
  Describe() {
    Catalogue empty(1, built_in_objects());
    catalogue_ = *install(empty, *embedded_kits(), {"people", "companies", "tasks", "sales"});
    reader_.user = 7;
    reader_.sees_object = [](const Object&) { return true; };
    reader_.sees_field = [](const Object&, const Field&) { return true; };
    reader_.abilities = [](const Object& object) {
      return ObjectAbilities{.create = !object.read_only, .import = false, .export_data = true};
    };
  }

  JsonValue described() {
    std::string text;
    JsonWriter json(text);
    describe(json, *catalogue_, reader_);
    return *parse_json(text);
  }

  // The member of this name in a list of objects with names.
  static const JsonValue* named(const JsonValue* list, std::string_view name,
                                std::string_view key = "name") {
    for (const JsonValue& item : list->items())
      if (item.find(key)->text() == name) return &item;
    return nullptr;
  }

  CataloguePtr catalogue_;
  CatalogueReader reader_;
};

TEST_F(Describe, WritesObjectsFieldsAndViews) {
  JsonValue all = described();
  EXPECT_EQ(all.find("catalogue_version")->integer(), catalogue_->version());
  const JsonValue* deal = named(all.find("objects"), "deal");
  ASSERT_NE(deal, nullptr);
  EXPECT_EQ(deal->find("plural")->find("de")->text(), "Chancen");
  EXPECT_EQ(deal->find("can")->find("create")->boolean(), true);
  EXPECT_EQ(deal->find("can")->find("import")->boolean(), false);
  const JsonValue* stage = named(deal->find("fields"), "stage");
  EXPECT_EQ(stage->find("pipeline_field")->text(), "pipeline");
  EXPECT_EQ(stage->find("tally")->items().size(), 1U);
  const JsonValue* quote = named(stage->find("options"), "quote", "key");
  EXPECT_EQ(quote->find("probability")->integer(), 50);
  EXPECT_EQ(quote->find("kind")->text(), "open");
  EXPECT_EQ(quote->find("pipeline")->text(), "new_business");
  const JsonValue* radar = named(deal->find("views"), "radar_new_business");
  EXPECT_EQ(radar->find("settings")->find("board")->find("field")->text(), "stage");
  const JsonValue* address = named(named(all.find("objects"), "person")->find("fields"), "address");
  EXPECT_EQ(named(address->find("parts"), "postal_code")->find("type")->text(), "text");
  EXPECT_EQ(address->find("sortable")->boolean(), false);
}

TEST_F(Describe, LeavesOutWhatIsNotSeen) {
  reader_.sees_object = [](const Object& object) { return object.name != "company"; };
  reader_.sees_field = [](const Object&, const Field& field) { return field.name != "birthday"; };
  JsonValue all = described();
  EXPECT_EQ(named(all.find("objects"), "company"), nullptr);
  const JsonValue* fields = named(all.find("objects"), "person")->find("fields");
  EXPECT_EQ(named(fields, "birthday"), nullptr);
  EXPECT_EQ(named(fields, "company"), nullptr) << "leads to an object that is not seen";
  EXPECT_NE(named(fields, "role"), nullptr);
}

TEST_F(Describe, LeavesOutArchivedFieldsAndOthersViews) {
  Draft draft(*catalogue_);
  ASSERT_TRUE(draft.archive_field("deal", "competitor"));
  for (std::int64_t owner : {7, 8}) {
    View view;
    view.name = "of_" + std::to_string(owner);
    view.label = {"Eigene", "Own"};
    view.owner = owner;
    ASSERT_TRUE(draft.add_view("deal", view));
  }
  catalogue_ = *draft.finish();
  JsonValue all = described();
  const JsonValue* deal = named(all.find("objects"), "deal");
  EXPECT_EQ(named(deal->find("fields"), "competitor"), nullptr);
  const JsonValue* own = named(deal->find("views"), "of_7");
  ASSERT_NE(own, nullptr);
  EXPECT_EQ(own->find("shared")->boolean(), false);
  EXPECT_EQ(own->find("can")->find("edit")->boolean(), true);
  EXPECT_EQ(named(deal->find("views"), "of_8"), nullptr);
}

}  // namespace
}  // namespace kontor::schema
