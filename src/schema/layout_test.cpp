#include "schema/layout.h"

#include <algorithm>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "schema/kit/embedded.h"
#include "schema/system_fields.h"

namespace kontor::schema {
namespace {

using ::testing::ElementsAre;

class Layout : public ::testing::Test {
 protected:
  const Object& object(const char* name) const { return *catalogue_->object(name); }

  // "column column- ..." of an index; "-" marks descending.
  std::string index(const char* object_name, const std::string& name) const {
    for (const Index& found : indexes(object(object_name))) {
      if (found.name != name) continue;
      std::string text;
      for (const IndexColumn& column : found.columns)
        text += (text.empty() ? "" : " ") + column.name + (column.descending ? "-" : "");
      return text;
    }
    return "none";
  }

  CataloguePtr catalogue_ = *install(Catalogue(1, built_in_objects()), *embedded_kits(),
                                     {"people", "companies", "tasks", "sales"});
};

TEST_F(Layout, OrdersEndWithIdAndClass) {
  EXPECT_EQ(index("person", "o_person__order"),
            "s_last_name s_first_name id zk n_address_postal_code f_category");
  EXPECT_EQ(index("person", "o_person__class"),
            "zk s_last_name s_first_name id n_address_postal_code f_category");
  EXPECT_EQ(index("company", "o_company__order"),
            "title_sort id zk n_address_postal_code f_category");
  EXPECT_EQ(index("interaction", "o_interaction__order"), "f_happened_at- id- zk f_kind");
  EXPECT_EQ(index("deal", "o_deal__f_stage"),
            "f_stage changed_at- id- zk f_expected_close f_closed_at f_later_on");
  EXPECT_EQ(index("person", "o_person__changed"),
            "changed_at id zk n_address_postal_code f_category");
}

TEST_F(Layout, RelationsAndIndexedFieldsHaveAnIndex) {
  EXPECT_EQ(index("person", "o_person__f_company"), "f_company zk id");
  EXPECT_EQ(index("person", "o_person__f_address_postal_code"),
            "n_address_postal_code zk id s_last_name s_first_name f_category");
  EXPECT_EQ(index("product", "o_product__u_number"), "n_number");
  EXPECT_EQ(index("person", "c_person__phones__e164"), "e164 record");
  EXPECT_EQ(index("person", "c_person__tags__option"), "option_id record");
  EXPECT_EQ(index("interaction", "l_interaction__people__back"), "b_id a_id");
  EXPECT_EQ(index("person", "l_interaction__people__back"), "none") << "made by the other side";
  EXPECT_EQ(index("task", "o_task__f_assignee"), "f_assignee f_due id zk");
}

TEST_F(Layout, BothSidesOfALinkShareOneTable) {
  const RelationInfo& here = object("interaction").field("people")->relation;
  const RelationInfo& there = object("person").field("interactions")->relation;
  EXPECT_EQ(here.link_table, "l_interaction__people");
  EXPECT_EQ(there.link_table, here.link_table);
  EXPECT_EQ(there.link_here, here.link_there);
  EXPECT_EQ(there.link_there, here.link_here);
}

TEST_F(Layout, TheTitleLivesInTheColumnsOfEveryTable) {
  EXPECT_EQ(object("person").field("name")->value.column, "title");
  EXPECT_EQ(object("company").field("name")->value.sort_column, "title_sort");
  EXPECT_EQ(object("person").field("last_name")->value.column, "f_last_name");
  EXPECT_THAT(sort_columns(object("company"), "-name"),
              ElementsAre(IndexColumn{"title_sort", true}));
  EXPECT_THAT(sort_columns(object("person"), "address.place"),
              ElementsAre(IndexColumn{"s_address_place", false}));
  EXPECT_TRUE(sort_columns(object("person"), "emails").empty());
}

TEST_F(Layout, TablesHaveEveryColumnAFieldNames) {
  for (const Object& each : catalogue_->objects()) {
    if (each.read_only) continue;
    std::vector<Table> all = tables(each);
    for (const Field& field : each.fields) {
      if (field.relation.derived || !field.relation.link_table.empty()) continue;
      const std::string& name = field.child_table.empty() ? each.table : field.child_table;
      auto table = std::ranges::find(all, name, &Table::name);
      ASSERT_NE(table, all.end()) << name;
      std::vector<std::string> columns;
      for (const Column& column : table->columns) columns.push_back(column.name);
      std::vector<FieldPart> parts = field.parts;
      parts.push_back(field.value);
      for (const FieldPart& part : parts)
        for (const std::string* column : {&part.column, &part.fold_column, &part.sort_column})
          EXPECT_TRUE(column->empty() || std::ranges::count(columns, *column)) << *column;
    }
  }
}

}  // namespace
}  // namespace kontor::schema
