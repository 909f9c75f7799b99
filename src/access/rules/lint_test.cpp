#include "access/rules/lint.h"

#include "access/rules/text.h"
#include "schema/change/plan.h"
#include "schema/kit/embedded.h"
#include "schema/kit/kit.h"
#include "schema/system_fields.h"
#include "storage/testing.h"

namespace kontor::access {
namespace {

using storage::testing::succeeded;

std::string findings_of(std::string_view text) {
  const schema::Catalogue empty(1, schema::built_in_objects());
  const auto catalogue = schema::install(empty, *schema::embedded_kits(), {"companies", "people"});
  EXPECT_TRUE(succeeded(catalogue));
  const auto rules = read_rules(text, **catalogue);
  EXPECT_TRUE(succeeded(rules));
  const auto book = RuleBook::make(*rules, *catalogue);
  EXPECT_TRUE(succeeded(book));
  std::string said;
  for (const Finding& finding : lint_rules(*rules, **book, Date{20'000}))
    said += finding.kind + " " + finding.rule + " " + finding.other + " " + finding.field + "\n";
  return said;
}

TEST(Lint, AMaskThatAnotherRuleShowsIsTold) {
  const std::string masked = R"(
- rule: masked
  applies_to: person
  for: head
  may: [see, read, assign]
  when: owner in my.reports
  fields: {last_name: mask}
)";
  EXPECT_EQ(findings_of(masked), "");
  EXPECT_EQ(findings_of(masked + R"(
- rule: open
  applies_to: person
  for: head
  may: [see, read]
  fields: {personal: read}
)"),
            "bypassed masked open last_name\n");
  // Only some of those records, or other people: the mask still does something.
  EXPECT_EQ(findings_of(masked + R"(
- rule: own
  applies_to: person
  for: head
  may: [see, read]
  when: owner = me
  fields: {personal: read}
)"),
            "");
  EXPECT_EQ(findings_of(masked + R"(
- rule: others
  applies_to: person
  for: head of division
  may: [see, read]
  fields: {personal: read}
)"),
            "");
}

}  // namespace
}  // namespace kontor::access
