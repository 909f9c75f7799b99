#include "expr/to_sql.h"

#include <gtest/gtest.h>

#include "expr/parse.h"
#include "expr/testing/catalogue.h"
#include "expr/testing/world.h"
#include "storage/fresh_database.h"

namespace kontor::expr {
namespace {

using storage::Engine;
using storage::Sql;

class ToSql : public ::testing::Test {
 protected:
  SqlContext context(Engine engine) {
    SqlContext context{.engine = engine, .bindings = &bindings_};
    context.visible = [](const schema::Object&, std::string_view) { return Sql{}; };
    context.readable = [](const schema::Object&, const schema::Field&, std::string_view) {
      return std::optional<Sql>();
    };
    return context;
  }
  Checked checked(std::string_view text, bool any_type = false) {
    const auto tree = parse(text);
    EXPECT_TRUE(tree) << text;
    auto found = check(*tree, catalogue_, *catalogue_->object("deal"),
                       {.any_type = any_type, .rule_words = true});
    EXPECT_TRUE(found) << text << ": " << (found ? "" : found.error().key);
    return *found;
  }
  std::string condition(std::string_view text, Engine engine = Engine::sqlite) {
    return condition_sql(checked(text), context(engine), "a").text;
  }
  std::string value(std::string_view text, bool for_order = false) {
    return value_sql(checked(text, true), context(Engine::sqlite), "a", for_order).text;
  }

  schema::CataloguePtr catalogue_ = testing::small_catalogue();
  Bindings bindings_{.me = 7, .now = 1'700'000'000'000'000};
};

TEST_F(ToSql, LeavesColumnsBareSoThatIndexesServe) {
  EXPECT_EQ(condition("stage = \"won\""), "(a.\"f_stage\" IS NOT NULL AND a.\"f_stage\" = ?)");
  EXPECT_EQ(condition("name = \"x\""), "(a.\"title\" IS NOT NULL AND a.\"title_fold\" = ?)");
  EXPECT_EQ(condition("name begins with \"x\""),
            "(a.\"title\" IS NOT NULL AND (a.\"title_fold\" >= ? AND a.\"title_fold\" < ?))");
  EXPECT_EQ(condition("name > \"m\""), "(a.\"title\" IS NOT NULL AND a.\"title_sort\" > ?)");
  EXPECT_EQ(condition("created_at = today()"),
            "(a.\"created_at\" IS NOT NULL AND (a.\"created_at\" >= ? AND a.\"created_at\" < ?))");
  EXPECT_EQ(condition("quantity > 2.55555"),
            "(a.\"f_quantity\" IS NOT NULL AND a.\"f_quantity\" > ?)");
  EXPECT_EQ(condition("due <= today() + 7 days"), "(a.\"f_due\" IS NOT NULL AND a.\"f_due\" <= ?)");
  EXPECT_EQ(condition("due is empty"), "a.\"f_due\" IS NULL");
  EXPECT_EQ(condition("due is not empty"), "(a.\"f_due\" IS NOT NULL)");
  EXPECT_EQ(condition("stage.kind = \"open\""),
            "(a.\"f_stage\" IS NOT NULL AND a.\"f_stage\" = ?)");
  EXPECT_EQ(condition("company.city = \"x\"", Engine::postgres),
            "EXISTS (SELECT 1 FROM \"o_company\" r1 WHERE r1.id = a.\"f_company\" AND "
            "r1.deleted_at IS NULL AND (r1.\"n_city\" = CAST(? AS text)))");
  EXPECT_EQ(condition("contact.emails contains \"x\"", Engine::postgres),
            "EXISTS (SELECT 1 FROM \"o_person\" r1, \"c_person__emails\" c2 WHERE r1.id = "
            "a.\"f_contact\" AND r1.deleted_at IS NULL AND c2.record = r1.id AND "
            "(strpos(c2.\"fold\", CAST(? AS text)) > 0))");
  EXPECT_EQ(value("name", true), "a.\"title_sort\"");
  EXPECT_EQ(value("due", true), "a.\"f_due\"");
}

TEST_F(ToSql, ComputesConstantsOnce) {
  EXPECT_EQ(condition("1 + 1 = 2"), "TRUE");
  EXPECT_EQ(condition("1 / 0 = 1 or me is empty"), "FALSE");
  EXPECT_EQ(condition("name = trim(\" \")"), "FALSE");
  const Sql sql =
      condition_sql(checked("amount > money(1 + 2, \"CHF\")"), context(Engine::sqlite), "a");
  EXPECT_EQ(sql.params, (std::vector<storage::Value>{std::int64_t{300}, std::string("CHF")}));
}

TEST_F(ToSql, AsksForEveryRecordAndField) {
  std::vector<std::string> asked;
  SqlContext fake = context(Engine::sqlite);
  fake.visible = [&](const schema::Object& object, std::string_view alias) {
    asked.push_back(object.name + " " + std::string(alias));
    return Sql{"seen(" + std::string(alias) + ", ?)", {std::int64_t{1}}};
  };
  fake.readable = [&](const schema::Object& object, const schema::Field& field,
                      std::string_view alias) -> std::optional<Sql> {
    asked.push_back(object.name + "." + field.name + " " + std::string(alias));
    if (field.name != "city") return {};
    return Sql{"open(" + std::string(alias) + ", ?)", {std::int64_t{2}}};
  };
  const Sql sql =
      condition_sql(checked("company.city = \"x\" and count(company.people) > 1"), fake, "a");
  EXPECT_EQ(sql.text,
            "EXISTS (SELECT 1 FROM \"o_company\" r1 WHERE r1.id = a.\"f_company\" AND "
            "r1.deleted_at IS NULL AND (seen(r1, ?)) AND (open(r1, ?)) AND (r1.\"n_city\" = ?)) "
            "AND COALESCE((WITH v4 AS (SELECT (SELECT count(*) FROM \"o_company\" r2, \"o_person\" "
            "r3 WHERE r2.id = a.\"f_company\" AND r2.deleted_at IS NULL AND (seen(r2, ?)) AND "
            "r3.\"f_company\" = r2.id AND r3.deleted_at IS NULL AND (seen(r3, ?))) AS x LIMIT 1) "
            "SELECT v4.x > ? FROM v4 LIMIT 1), FALSE)");
  EXPECT_EQ(sql.params,
            (std::vector<storage::Value>{std::int64_t{1}, std::int64_t{2}, std::string("x"),
                                         std::int64_t{1}, std::int64_t{1}, std::int64_t{1}}));
  EXPECT_EQ(asked, (std::vector<std::string>{"deal.company a", "company r1", "company.city r1",
                                             "deal.company a", "company r2", "company.people r2",
                                             "person.company r3", "person r3"}));
}

TEST_F(ToSql, NeverHidesTheRowARuleIsAbout) {
  const auto tree = parse("company.city = \"x\"");
  const auto rule = check(*tree, catalogue_, *catalogue_->object("person"));
  SqlContext ruled = context(Engine::sqlite);
  ruled.visible = [&](const schema::Object& object, std::string_view alias) {
    return object.name == "person" ? condition_sql(*rule, context(Engine::sqlite), alias) : Sql{};
  };
  EXPECT_EQ(condition_sql(checked("exists contact"), ruled, "a").text,
            "EXISTS (SELECT 1 FROM \"o_person\" r1 WHERE r1.id = a.\"f_contact\" AND "
            "r1.deleted_at IS NULL AND (EXISTS (SELECT 1 FROM \"o_company\" r2 WHERE r2.id = "
            "r1.\"f_company\" AND r2.deleted_at IS NULL AND (r2.\"n_city\" = ?))))");
}

// SQLite's parser stops at a stack of 100; the deepest expressions must stay below.
TEST_F(ToSql, StaysFlatHoweverDeepAnExpressionIs) {
  storage::testing::FreshDatabase database(Engine::sqlite);
  ASSERT_TRUE(testing::World(catalogue_).load(*database));
  auto wrap = [](const std::string& before, std::string text, const std::string& after, int times) {
    for (int i = 0; i < times; ++i) text = before + text + after;
    return text;
  };
  auto inside = [&](std::string text) {
    text = "exists company.people with (" + text + ")";
    return "exists company.people with (" + text + ")";
  };
  const std::string leaf = "company.parent.created_at + 5 months > created_at";
  std::string sum = "quantity", logic = "due reached";
  for (int i = 0; i < 27; ++i) sum = "(" + sum + (i % 2 ? ") * 1.5" : ") + 1");
  for (int i = 0; i < 28; ++i)
    logic = (i % 2 ? "amount > 1 and (" : "quantity < 1 or (") + logic + ")";
  const std::string texts[] = {
      sum + " > 1",
      logic,
      wrap("not (vip or ", "vip", ")", 13).replace(0, 0, "exists contact with (") + ")",
      inside(wrap("not (vip or ", leaf, ")", 9)),
      inside(wrap("not (if(vip, vip or ", leaf, ", vip))", 6)),
      "exists company.people with (not (vip or (vip and (vip or if(vip, not (vip and exists "
      "company.people with (" +
          wrap("not (vip or ", leaf, ")", 7) + ")), vip)))))",
      "length(" + wrap("trim(", "name", ")", 28) + ") > 1",
      "length(join(" + wrap("left(name, 1), ", "name", "", 55) + ")) > 1",
      wrap("if(due reached, ", "quantity", ", 1)", 27) + " = 1",
      wrap("coalesce(", "amount", ", cost)", 27) + " = 1",
  };
  for (const std::string& text : texts) {
    Sql query{"SELECT a.id FROM o_deal a WHERE (TRUE OR a.id = 1) AND ", {}};
    query << condition_sql(checked(text), context(Engine::sqlite), "a");
    const auto snapshot = database->read();
    const auto ran = (*snapshot)->each(query, [](const storage::Row&) { return true; });
    EXPECT_TRUE(ran) << text << "\n" << (ran ? "" : ran.error().internal.substr(0, 200));
  }
}

TEST_F(ToSql, RefusesToWorkWithoutRights) {
  SqlContext open = context(Engine::sqlite);
  open.visible = nullptr;
  EXPECT_THROW(condition_sql(checked("due reached"), open, "a"), std::logic_error);
}

}  // namespace
}  // namespace kontor::expr
