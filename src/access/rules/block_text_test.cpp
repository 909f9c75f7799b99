#include "access/rules/block_text.h"

#include <gtest/gtest.h>

#include "access/rules/block_rules.h"
#include "access/rules/blocks.h"
#include "access/rules/text.h"
#include "schema/kit/embedded.h"
#include "schema/kit/kit.h"
#include "schema/system_fields.h"

namespace kontor::access {
namespace {

using schema::Language;

constexpr std::string_view kEnglish = R"(- escalation: lead without next action
  applies_to: deal
  when: stage.kind = "qualification"
  starts: at assignment
  step 1: {after: 2 days, to: supervisor(1), may: [see, read, assign], fields: {personal: mask, name: read}}
  step 2: {after: 5 days, to: supervisor(2), may: [see, read, assign]}
  ends: [next action, "stage = \"later\""]
  calendar: working days BY
  notify: nobody
  because: Nobody waits
- assignment: incoming
  applies_to: deal
  to: territory by load
  queue: role dispatch
  task: {subject: Call back, due: 1 working day BE}
- approval: new business
  applies_to: deal
  fields: {personal: mask}
- rule: own
  applies_to: deal
  for: staff
  may: [see, read]
  when: owner = me
)";

schema::CataloguePtr catalogue() {
  const schema::Catalogue empty(1, schema::built_in_objects());
  return schema::install(empty, *schema::embedded_kits(), {"people", "companies", "sales"}).value();
}

// The error, and the text that stands where it points to.
std::string error_of(const std::string& text) {
  const auto rules = read_rules(text, *catalogue());
  if (rules) return "none";
  const std::string_view rest =
      std::string_view(text).substr(static_cast<std::size_t>(rules.error().position));
  return rules.error().key + " at " + std::string(rest.substr(0, rest.find_first_of(",\n}")));
}

std::string with(const std::string& line) {
  return "- escalation: x\n  applies_to: deal\n  ends: next action\n" + line;
}

TEST(BlockText, IsWrittenAsItWasReadAndMeansTheSameInGerman) {
  const auto all = catalogue();
  const auto rules = read_rules(kEnglish, *all);
  ASSERT_TRUE(rules) << rules.error().key << " at " << rules.error().position;
  EXPECT_EQ(write_rules(*rules, Language::en, *all), kEnglish);
  const std::string german = write_rules(*rules, Language::de, *all);
  const auto again = read_rules(german, *all);
  ASSERT_TRUE(again) << again.error().key << "\n" << german;
  ASSERT_EQ(again->size(), rules->size());
  for (std::size_t i = 0; i < rules->size(); ++i)
    EXPECT_TRUE(same((*rules)[i], (*again)[i])) << german;
  EXPECT_NE(german.find("stufe 2: {nach: 5 tage, an: vorgesetzte(2), darf: [sehen"),
            std::string::npos)
      << german;
}

TEST(BlockText, StandsForOneRuleAStep) {
  const auto rules = read_rules(kEnglish, *catalogue());
  ASSERT_TRUE(rules);
  ASSERT_EQ(rules->size(), 5u);
  EXPECT_EQ((*rules)[1].name, "lead without next action (2)");
  EXPECT_EQ((*rules)[1].because, "Nobody waits");
  EXPECT_EQ((*rules)[2].audience, (std::vector<Audience>{{Audience::Kind::role, "dispatch"}}));
  EXPECT_EQ((*rules)[3].actions, (std::vector{query::Action::see, query::Action::read}));
}

TEST(BlockText, FillsInWhatIsLeftOut) {
  const auto rules = read_rules(with("  step 1: {may: see}\n  step 2: {may: see}\n"), *catalogue());
  ASSERT_TRUE(rules) << rules.error().key;
  const auto& escalation = std::get<Escalation>(rules->front().block->what);
  EXPECT_EQ(escalation.steps[0].days, 2);
  EXPECT_EQ(escalation.steps[1].days, 4);
  EXPECT_EQ(escalation.steps[1].supervisor, 2);
  EXPECT_FALSE(escalation.state);
  EXPECT_TRUE(escalation.tells);
}

TEST(BlockText, SaysWhereItIsWrong) {
  EXPECT_EQ(error_of(with("")), "rule.no_steps at escalation: x");
  EXPECT_EQ(error_of(with("  step 1: {after: 2 weeks, may: see}")), "rule.wrong_days at 2 weeks");
  EXPECT_EQ(error_of(with("  step 1: {to: boss, may: see}")), "rule.unknown_word at boss");
  EXPECT_EQ(error_of(with("  step 1: {may: look}")), "rule.unknown_word at look");
  EXPECT_EQ(error_of(with("  step 1: {may: see, fields: {nix: read}}")),
            "rule.unknown_field at read");
  EXPECT_EQ(error_of(with("  step 2: {may: see}")), "rule.unknown_key at {may: see");
  EXPECT_EQ(error_of(with("  step 1: {may: see}\n  calendar: working days XX")),
            "rule.unknown_word at working days XX");
  EXPECT_EQ(error_of(with("  step 1: {may: see}\n  when: nix = 1")), "none");
  EXPECT_EQ(error_of("- escalation: x\n  applies_to: person\n  ends: next action\n"
                     "  step 1: {may: see}"),
            "rule.not_kept at person");
  EXPECT_EQ(error_of(with("  step 1: {may: see}\n") +
                     "- escalation: y\n  applies_to: deal\n  ends: next action\n"
                     "  step 1: {may: see}"),
            "rule.second_block at escalation: y");
}

TEST(BlockText, ConditionsAskNoReader) {
  const auto all = catalogue();
  const auto rules = read_rules(with("  step 1: {may: see}\n  when: owner = me"), *all);
  ASSERT_TRUE(rules);
  const auto bound = bind_blocks(*rules, all, 1);
  ASSERT_FALSE(bound);
  EXPECT_EQ(bound.error().key, "rule.asks_reader");
  EXPECT_EQ(bound.error().field, "x");
}

}  // namespace
}  // namespace kontor::access
