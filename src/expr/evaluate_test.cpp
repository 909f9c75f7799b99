#include "expr/evaluate.h"

#include <gtest/gtest.h>

#include "base/time.h"
#include "expr/parse.h"
#include "expr/testing/catalogue.h"
#include "expr/testing/world.h"

namespace kontor::expr {
namespace {

std::int64_t micros(std::string_view text) {
  return parse_instant(text)->micros;
}
std::int64_t day(std::string_view text) {
  return parse_date(text)->days;
}

class Evaluate : public ::testing::Test {
 protected:
  Evaluate() {
    bindings_.me = 7;
    bindings_.now = micros("2026-03-15T23:30:00Z");  // the 16th in Berlin
    bindings_.mine["teams"] =
        std::make_shared<const std::vector<std::int64_t>>(std::vector<std::int64_t>{5, 7});
    bindings_.mine["below unit 2"] =
        std::make_shared<const std::vector<std::int64_t>>(std::vector<std::int64_t>{30});
    world_.add("user", 7).values["name"] = {"Ina"};
    world_.add("unit", 30).values["name"] = {"Nord"};
    auto& company = world_.add("company", 20).values;
    company["name"] = {"Müller GmbH"};
    company["staff"] = {12};
    world_.add("company", 21).deleted = true;
    auto& person = world_.add("person", 10).values;
    person["name"] = {"Äbi"};
    person["emails"] = {"a@x.de", "B@Y.de"};
    person["birthday"] = {day("1980-02-29")};
    person["company"] = {20};
    person["tags"] = {1};
    person["vip"] = {1};
    world_.add("person", 11).values["company"] = {21};
    auto& deal = world_.add("deal", 1).values;
    deal["amount"] = {100000};
    deal["amount.currency"] = {"EUR"};
    deal["cost"] = {3};
    deal["cost.currency"] = {"CHF"};
    deal["stage"] = {2};
    deal["due"] = {day("2026-03-16")};
    deal["quantity"] = {2500};
    deal["company"] = {20};
    deal["contact"] = {10};
    deal["division"] = {30};
    deal["owner"] = {7};
    deal["created_at"] = {micros("2026-03-14T23:30:00Z")};
    deal["name"] = {"Groß"};
  }

  bool is(std::string_view text, std::int64_t record = 1) {
    return holds(checked(text, record, {.rule_words = true}), *world_.view(record), bindings_);
  }
  Atom value(std::string_view text, std::int64_t record = 1) {
    return value_of(checked(text, record, {.any_type = true}), *world_.view(record), bindings_);
  }
  Checked checked(std::string_view text, std::int64_t record, CheckOptions options) {
    const auto tree = parse(text);
    EXPECT_TRUE(tree) << text;
    auto found = check(*tree, world_.catalogue(), *world_.records().at(record).object, options);
    EXPECT_TRUE(found) << text << ": " << (found ? "" : found.error().key);
    return *found;
  }

  testing::World world_{testing::small_catalogue()};
  Bindings bindings_;
};

const Atom kEmpty{};

TEST_F(Evaluate, HasTwoValues) {
  EXPECT_FALSE(is("name = \"x\"", 11));
  EXPECT_FALSE(is("name != \"x\"", 11));
  EXPECT_TRUE(is("not (name = \"x\")", 11));
  EXPECT_TRUE(is("name is empty", 11));
  EXPECT_FALSE(is("birthday < today()", 11));
  EXPECT_FALSE(is("vip", 11));
}

TEST_F(Evaluate, FoldsCaseOnly) {
  EXPECT_TRUE(is("name = \"GROß\""));
  EXPECT_FALSE(is("name = \"gross\""));
  EXPECT_TRUE(is("company.name contains \"MÜLL\" and company.name begins with \"mü\""));
  EXPECT_TRUE(is("company.name ends with \"gmbh\" and not (company.name contains \"\")"));
  EXPECT_TRUE(is("name < \"b\" and name > \"a\"", 10));
}

TEST_F(Evaluate, ComparesOptionsByKeyAndKind) {
  EXPECT_TRUE(is("stage = \"offer\" and stage != \"won\" and stage in (\"won\", \"offer\")"));
  EXPECT_TRUE(is("stage.kind = \"open\" and stage.position = 2 and stage.probability = 50"));
  EXPECT_TRUE(is("tags = \"fair\" and not (tags = \"press\")", 10));
}

TEST_F(Evaluate, ComparesAcrossScalesAndCurrencies) {
  EXPECT_TRUE(is("quantity = 2.5 and quantity < 2.5001 and quantity > 2"));
  EXPECT_TRUE(is("amount = 1000 and amount = money(1000, \"EUR\")"));
  EXPECT_FALSE(is("amount = money(1000, \"CHF\")"));
  EXPECT_FALSE(is("amount > cost"));
  EXPECT_FALSE(is("amount <= cost"));
  EXPECT_EQ(value("amount + cost"), kEmpty);
  EXPECT_EQ(value("amount * quantity"), Atom{250000});
  EXPECT_EQ(value("amount / 3"), Atom{33333});
  EXPECT_EQ(value("amount / amount"), Atom{1000000});
}

TEST_F(Evaluate, RoundsHalfAwayFromZeroAndEmptiesOnOverflow) {
  EXPECT_EQ(value("round(2.5)"), Atom{3});
  EXPECT_EQ(value("round(-2.5)"), Atom{-3});
  EXPECT_EQ(value("round(2.45, 1)"), Atom{25});
  EXPECT_EQ(value("1 / 3"), Atom{333333});
  EXPECT_EQ(value("-2 / 3"), Atom{-666667});
  EXPECT_EQ(value("1 / 0"), kEmpty);
  EXPECT_EQ(value("9223372036854775807 + 1"), kEmpty);
  EXPECT_EQ(value("9223372036854775807 * 2"), kEmpty);
  EXPECT_EQ(value("-(-9223372036854775808)"), kEmpty);
  EXPECT_EQ(value("9223372036854.775807 * 1000000.000000 / 1000000"), kEmpty);
  EXPECT_EQ(value("9223372036854.775807 * 1.000000"), Atom{9223372036854775807});
}

TEST_F(Evaluate, CountsLocalDays) {
  EXPECT_TRUE(is("today() = date \"2026-03-16\" and due = today()"));
  EXPECT_TRUE(is("created_at = date \"2026-03-15\" and created_at < due"));
  EXPECT_TRUE(is("created_at = today() - 1 day and days_between(created_at, due) = 1"));
  EXPECT_TRUE(is("due reached and created_at reached and due within 1 day"));
  EXPECT_FALSE(is("created_at older than 1 day"));  // exactly a day
  EXPECT_TRUE(is("created_at older than 23 hours"));
  EXPECT_TRUE(is("start_of(month) = date \"2026-03-01\" and end_of(month) = date \"2026-03-31\""));
  EXPECT_TRUE(is("end_of(month, -1) = date \"2026-02-28\" and end_of(year) = date \"2026-12-31\""));
  EXPECT_TRUE(
      is("start_of(week) = date \"2026-03-16\" and start_of(quarter, 1) = date \"2026-04-01\""));
  EXPECT_TRUE(is("date \"2026-01-31\" + 1 month = date \"2026-02-28\""));
  EXPECT_EQ(value("anniversary(birthday)", 10), Atom{day("2027-02-28")});
  EXPECT_EQ(value("date(2026, 2, 30)"), kEmpty);
  EXPECT_EQ(value("week(date \"2027-01-01\")"), Atom{53});
  EXPECT_EQ(value("weekday(today())"), Atom{1});
  // The same time of day over the change to summer time.
  EXPECT_EQ(value("now() + 14 days"), Atom{micros("2026-03-29T22:30:00Z")});
  EXPECT_EQ(value("now() + 336 hours"), Atom{micros("2026-03-29T23:30:00Z")});
}

TEST_F(Evaluate, AsksWhetherAnyOfSeveralValuesFits) {
  EXPECT_TRUE(is("emails = \"b@y.de\" and emails != \"b@y.de\"", 10));
  EXPECT_TRUE(is("not (emails = \"c@z.de\") and emails is not empty", 10));
  EXPECT_FALSE(is("emails != \"x\"", 11));
  EXPECT_TRUE(is("count(company.people) = 1 and exists company.people with (vip)"));
  EXPECT_FALSE(is("exists company.people with (birthday is empty)"));
}

TEST_F(Evaluate, DeletedAndHiddenRecordsAreNotThere) {
  EXPECT_TRUE(is("company is empty and company.name is empty and not exists company", 11));
  EXPECT_FALSE(is("company = 21", 11));
  world_.visible = [](const schema::Object& object, std::int64_t) {
    return object.name != "company";
  };
  EXPECT_TRUE(is("company is empty and company.staff is empty"));
  world_.visible = nullptr;
  world_.readable = [](const schema::Object&, const schema::Field& field, std::int64_t) {
    return field.name != "stage";
  };
  EXPECT_TRUE(is("stage is empty and not (stage = \"offer\")"));
}

TEST_F(Evaluate, KnowsTheReader) {
  EXPECT_TRUE(is("owner = me and owner in my.teams and division below my.unit at most 2 levels"));
  EXPECT_FALSE(is("owner in my.units"));
  bindings_.me = 0;
  EXPECT_FALSE(is("owner = me"));
  EXPECT_TRUE(is("me is empty"));
}

TEST_F(Evaluate, WorksOnTexts) {
  EXPECT_EQ(value("upper(\"straße\")"), Atom{"STRAßE"});
  EXPECT_EQ(value("lower(\"STRAßE\")"), Atom{"straße"});
  EXPECT_EQ(value("left(\"äöü\", 2)"), Atom{"äö"});
  EXPECT_EQ(value("right(\"a😀\", 1)"), Atom{"😀"});
  EXPECT_EQ(value("right(\"ab\", -1)"), kEmpty);
  EXPECT_EQ(value("trim(\"  x \u00a0\")"), Atom{"x"});
  EXPECT_EQ(value("join(\"a\", if(false, \"b\", empty), \"c\")"), Atom{"ac"});
  EXPECT_EQ(value("length(\"😀ß\")"), Atom{2});
  EXPECT_EQ(value("length(trim(\" \"))"), Atom{0});
  EXPECT_EQ(value("coalesce(trim(\" \"), \"x\")"), Atom{"x"});
}

TEST_F(Evaluate, BeforeIsTheRecordItselfWithoutAChange) {
  EXPECT_TRUE(is("before.stage = stage and before.stage = \"offer\""));
}

}  // namespace
}  // namespace kontor::expr
