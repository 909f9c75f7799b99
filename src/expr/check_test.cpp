#include "expr/check.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <regex>
#include <set>

#include "expr/parse.h"
#include "expr/testing/catalogue.h"

namespace kontor::expr {
namespace {

class Check : public ::testing::Test {
 protected:
  Result<Checked> checked(std::string_view text, std::string_view object, CheckOptions options) {
    auto tree = parse(text);
    if (!tree) return std::unexpected(tree.error());
    return check(*tree, catalogue_, *catalogue_->object(object), options);
  }
  // "ok", or the key of the error and where it is.
  std::string verdict(std::string_view text, std::string_view object = "deal",
                      CheckOptions options = {}) {
    const auto found = checked(text, object, options);
    if (found) return "ok";
    return found.error().key + "@" + std::to_string(found.error().position);
  }
  Type type_of(std::string_view text, std::string_view object = "deal") {
    const auto found = checked(text, object, {.any_type = true});
    EXPECT_TRUE(found) << text << ": " << (found ? "" : found.error().key);
    return found ? found->root->type : Type{};
  }

  schema::CataloguePtr catalogue_ = testing::small_catalogue();
};

TEST_F(Check, AcceptsWhatMakesSense) {
  for (const char* text : {
           "stage = \"won\" and not (stage in (\"lost\", \"lead\"))",
           "stage.kind = \"open\" and stage.position < 3 and stage.probability * 2 > 10",
           "amount > 1234.50 and amount * quantity >= cost and amount / cost > 1.5",
           "amount >= money(10, \"CHF\")",
           "amount.currency = \"EUR\"",
           "due <= today() + 7 days and created_at > due",
           "due = date \"2026-01-01\" or created_at = date \"2026-01-01\"",
           "company.parent.city contains \"burg\"",
           "contact.phones.e164 begins with \"+49\"",
           "contact.address.place < \"M\"",
           "contact.tags = \"fair\" and \"press\" in contact.tags",
           "owner = me and owner in my.teams and division below my.unit at most 2 levels",
           "division below \"17\" and company = \"123\" and company = 123",
           "owner.division.name is not empty",
           "exists company.people with (exists company.partners with (staff > 3))",
           "count(company.people) > 3",
           "days_between(created_at, due) > 3 and created_at - changed_at < 5 days",
           "if(due is empty, created_at, instant \"2026-01-01T00:00:00Z\") older than 3 hours",
           "coalesce(due, empty, today()) = start_of(month, -1)",
           "start_of(quarter) < anniversary(contact.birthday)",
           "max(due, today()) = due and round(quantity, 1) = 1.5 and abs(-quantity) = 2",
           "true",
           "contact.vip and confidential = false",
       })
    EXPECT_EQ(verdict(text), "ok") << text;
}

TEST_F(Check, SaysWhatIsWrongAndWhere) {
  const std::pair<const char*, const char*> kWrong[] = {
      {"umsatz = 1", "expr.unknown_field@0"},
      {"company.umsatz = 1", "expr.unknown_field@0"},
      {"company.parent.parent.parent.city = \"x\"", "expr.too_many_hops@0"},
      {"company.people.name = \"x\"", "expr.many_hop@0"},
      {"stage = \"gewonnen\"", "expr.unknown_option@8"},
      {"stage.kind = \"offen\"", "expr.unknown_kind@13"},
      {"stage.colour = \"red\"", "expr.unknown_part@0"},
      {"stage < \"won\"", "expr.not_comparable@6"},
      {"contact.address is empty", "expr.needs_part@0"},
      {"amount", "expr.expected_condition@0"},
      {"amount = \"x\"", "expr.not_comparable@7"},
      {"amount > 1.234", "expr.number@9"},
      {"amount + 1 > cost", "expr.cannot_calculate@7"},
      {"quantity = due", "expr.not_comparable@9"},
      {"due < 5 days", "expr.not_comparable@4"},
      {"due within 5 hours", "expr.not_comparable@11"},
      {"due + 5 hours = due", "expr.cannot_calculate@4"},
      {"quantity older than 5 days", "expr.expected_date@0"},
      {"name = empty", "expr.compare_empty@5"},
      {"contact.note < \"a\"", "expr.not_ordered@13"},
      {"join(name, \"x\") < \"a\"", "expr.not_ordered@16"},
      {"quantity contains \"1\"", "expr.expected_text@0"},
      {"contact.emails = contact.phones", "expr.two_many@15"},
      {"length(contact.emails) = 1", "expr.many_values@7"},
      {"company = owner", "expr.not_comparable@8"},
      {"company = \"abc\"", "expr.expected_record@10"},
      {"company = 1.5", "expr.expected_record@10"},
      {"division below company", "expr.tree@15"},
      {"exists quantity", "expr.not_relation@0"},
      {"count(company) > 1", "expr.not_many@6"},
      {"foo(1) = 1", "expr.unknown_function@0"},
      {"length() = 1", "expr.arguments@0"},
      {"left(name, 1.5) = \"x\"", "expr.expected_whole@11"},
      {"if(due, 1, 2) = 1", "expr.expected_condition@3"},
      {"if(true, 1, \"x\") = 1", "expr.different_types@0"},
      {"start_of(decade) = due", "expr.period@9"},
      {"money(1, \"Taler\") = amount", "expr.currency@9"},
      {"min(name) = name", "expr.expected_number@4"},
      {"my.friends = owner", "expr.unknown_word@0"},
      {"my.units = division", "expr.rule_word@0"},
      {"before.stage = stage", "expr.rule_word@0"},
      {"shared with me", "expr.rule_word@0"},
      {"exists company.people with (exists company.people with (exists company.people))",
       "expr.exists_depth@56"},
  };
  for (const auto& [text, error] : kWrong) EXPECT_EQ(verdict(text), error) << text;
}

// Every key that the sources name has a sentence in both languages.
TEST_F(Check, HasASentenceForEveryError) {
  namespace fs = std::filesystem;
  auto read = [](const fs::path& path) {
    std::ifstream file(path);
    return std::string(std::istreambuf_iterator<char>(file), {});
  };
  const fs::path root = KONTOR_SOURCE_DIR;
  const std::string sentences[] = {read(root / "web/src/i18n/errors.de.json"),
                                   read(root / "web/src/i18n/errors.en.json")};
  const std::regex key(R"re("(expr\.[a-z_]*[a-z])")re");
  std::set<std::string> keys;
  for (const auto& entry : fs::recursive_directory_iterator(root / "src/expr")) {
    if (entry.path().extension() != ".cpp" || entry.path().stem().string().ends_with("_test"))
      continue;
    const std::string source = read(entry.path());
    for (std::sregex_iterator match(source.begin(), source.end(), key), end; match != end; ++match)
      keys.insert((*match)[1]);
  }
  for (const char* kind : {"condition", "number", "money", "text", "date", "instant", "duration",
                           "option", "record", "value"})
    keys.insert(std::string("expr.expected_") + kind);
  EXPECT_GT(keys.size(), 40u);
  for (const std::string& name : keys)
    for (const std::string& language : sentences)
      EXPECT_NE(language.find("\"error." + name + "\""), std::string::npos) << name;
}

TEST_F(Check, RuleWordsAreForRules) {
  const CheckOptions rule{.rule_words = true};
  EXPECT_EQ(verdict("before.stage != stage and shared with me to read", "deal", rule), "ok");
  EXPECT_EQ(verdict("division in my.units or owner in my.reports(2)", "deal", rule), "ok");
  EXPECT_EQ(verdict("exists contact with (before.vip)", "deal", rule), "expr.before_inside@21");
}

TEST_F(Check, NamesTheFieldOfAWrongOption) {
  const auto found = checked("stage = \"gewonnen\"", "deal", {});
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().field, "stage");
}

TEST_F(Check, TellsTypes) {
  EXPECT_EQ(type_of("quantity * quantity").decimals, 6);
  EXPECT_EQ(type_of("quantity + 1.5").decimals, 3);
  EXPECT_EQ(type_of("1 / 3").decimals, 6);
  EXPECT_EQ(type_of("amount / 2").kind, TypeKind::money);
  EXPECT_EQ(type_of("amount / cost").kind, TypeKind::number);
  EXPECT_EQ(type_of("due - today()").kind, TypeKind::duration);
  EXPECT_EQ(type_of("created_at - now()").unit, DurationUnit::micros);
  EXPECT_EQ(type_of("owner.division").object->name, "unit");
  EXPECT_EQ(type_of("if(true, stage, empty)").field->name, "stage");
}

TEST_F(Check, ListsEveryFieldAndSetItReads) {
  const auto found = checked(
      "company.parent.city = \"x\" and exists company.people with (vip) and owner in my.teams and "
      "division below my.unit",
      "deal", {});
  ASSERT_TRUE(found);
  std::vector<std::string> uses;
  for (const FieldUse& use : found->uses) uses.push_back(use.object->name + "." + use.field->name);
  std::ranges::sort(uses);
  EXPECT_EQ(uses, (std::vector<std::string>{"company.city", "company.parent", "company.people",
                                            "deal.company", "deal.division", "deal.owner",
                                            "person.company", "person.vip"}));
  EXPECT_EQ(found->sets, (std::vector<std::string>{"below unit", "teams"}));
}

}  // namespace
}  // namespace kontor::expr
