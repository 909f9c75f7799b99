#include "access/rules/text.h"

#include <gtest/gtest.h>

#include "expr/testing/catalogue.h"

namespace kontor::access {
namespace {

using schema::Language;

constexpr std::string_view kEnglish = R"(- rule: own-division
  applies_to: [company, deal]
  for: staff
  may: [see, read, edit]
  when: company.parent is not empty and owner = me
  fields: {personal: edit, name: mask}
  because: Own division
- limit: wall
  applies_to: all
  for: [external, head of division, role sales east]
  at: [see]
  only when: owner in my.reports(2) or shared with me to edit
  valid: {from: 2026-01-01, until: 2027-01-01}
- forbid: bulk
  applies_to: deal
  for: all
  may never: [export, delete]
  when: "[amount] > 12.50 and stage = \"won\""
- cap: special
  applies_to: person
  for: team red
  fields: {special: none, internal: read}
  unless: shared with me to read
)";

constexpr std::string_view kGerman = R"(- regel: own-division
  auf: [Firma, Chance]
  für: intern
  darf: [sehen, lesen, ändern]
  wenn: Mutter ist nicht leer
- verbot: bulk
  auf: Chance
  für: leitung von bereich
  darf nie: [exportieren]
  wenn: Betrag > 12,50 und Phase = "Gewonnen"
  felder: {}
)";

std::vector<Rule> read(std::string_view text) {
  const auto catalogue = expr::testing::small_catalogue();
  auto rules = read_rules(text, *catalogue);
  if (!rules) ADD_FAILURE() << rules.error().key << " at " << rules.error().position;
  return rules ? *std::move(rules) : std::vector<Rule>();
}

// The error, and the text that stands where it points to.
std::string error_of(std::string_view text) {
  const auto rules = read_rules(text, *expr::testing::small_catalogue());
  if (rules) return "none";
  const std::string_view rest = text.substr(static_cast<std::size_t>(rules.error().position));
  return rules.error().key + " at " + std::string(rest.substr(0, rest.find_first_of("\n]}")));
}

TEST(RuleText, IsWrittenAsItWasRead) {
  const auto rules = read(kEnglish);
  ASSERT_EQ(rules.size(), 4u);
  std::string expected(kEnglish);
  expected.replace(expected.find("[amount]"), 8, "amount");  // brackets were not needed
  expected.replace(expected.find("\"amount"), 1, "");
  expected.replace(expected.find("\\\"won\\\"\""), 8, "\"won\"");
  EXPECT_EQ(write_rules(rules, Language::en, *expr::testing::small_catalogue()), expected);
}

TEST(RuleText, MeansTheSameInBothLanguages) {
  const auto catalogue = expr::testing::small_catalogue();
  const auto rules = read(kEnglish);
  const std::string german = write_rules(rules, Language::de, *catalogue);
  const auto again = read(german);
  ASSERT_EQ(again.size(), rules.size()) << german;
  for (std::size_t i = 0; i < rules.size(); ++i) EXPECT_TRUE(same(rules[i], again[i])) << german;
  EXPECT_NE(german.find("für: [extern, leitung von bereich, rolle sales east]"), std::string::npos)
      << german;
}

TEST(RuleText, SaysWhereItIsWrong) {
  const std::string start = "- rule: x\n  applies_to: deal\n  for: all\n  may: [see]\n";
  EXPECT_EQ(error_of("- regal: x"), "rule.no_kind at regal: x");
  EXPECT_EQ(error_of("x: y"), "rule.no_kind at x: y");
  EXPECT_EQ(error_of("- rule: x\n  for: all\n  may: [see]"), "rule.missing at rule: x");
  EXPECT_EQ(error_of("- rule: x\n  applies_to: deal\n  for: all\n  may: [look]"),
            "rule.unknown_word at look");
  EXPECT_EQ(error_of("- rule: x\n  applies_to: [deal, thing]\n  for: all\n  may: [see]"),
            "rule.unknown_object at thing");
  EXPECT_EQ(error_of("- rule: x\n  applies_to: deal\n  for: rolle y\n  may: [see]"),
            "rule.unknown_word at rolle y");
  EXPECT_EQ(error_of(start + "  wenn: a"), "rule.unknown_key at a");
  EXPECT_EQ(error_of(start + "  fields: {nix: read}"), "rule.unknown_field at read");
  EXPECT_EQ(error_of(start + "  fields: {name: write}"), "rule.unknown_word at write");
  EXPECT_EQ(error_of(start + "  when: stage = = 2"), "expr.unexpected at = 2");
  EXPECT_EQ(error_of(kGerman), "rule.unknown_key at {");
  EXPECT_EQ(error_of(""), "none");
}

TEST(RuleText, RefusesTwoRulesOfOneName) {
  const std::string one = "- rule: x\n  applies_to: deal\n  for: all\n  may: [see]\n";
  EXPECT_EQ(error_of(one + one), "rule.same_name at rule: x");
}

}  // namespace
}  // namespace kontor::access
