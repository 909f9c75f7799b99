#include "access/rules/examples.h"

#include "access/rules/block.h"
#include "access/rules/phrases.h"
#include "schema/change/plan.h"
#include "schema/kit/embedded.h"
#include "schema/kit/kit.h"
#include "schema/system_fields.h"
#include "storage/testing.h"

namespace kontor::access {
namespace {

using storage::testing::succeeded;

schema::CataloguePtr catalogue_with(const std::vector<std::string>& kits) {
  const schema::Catalogue empty(1, schema::built_in_objects());
  auto catalogue = schema::install(empty, *schema::embedded_kits(), kits);
  EXPECT_TRUE(succeeded(catalogue));
  return *catalogue;
}

std::string all_wrong(const ReadySet& set) {
  std::string text;
  for (const auto& wrong : set.wrong)
    text += "\n  " + wrong.example + ": " + wrong.answer + ", not " + wrong.expected;
  return text;
}

TEST(ReadySets, KeepWhatTheirExamplesPromise) {
  const auto sets = ready_sets(catalogue_with({"companies", "people", "sales"}));
  ASSERT_TRUE(succeeded(sets));
  EXPECT_EQ(sets->size(), 7u);
  for (const ReadySet& set : *sets) {
    EXPECT_TRUE(set.wrong.empty()) << set.name << all_wrong(set);
    EXPECT_GE(set.examples, 5) << set.name;
    EXPECT_FALSE(set.label.de.empty() || set.label.en.empty()) << set.name;
    EXPECT_FALSE(set.description.de.empty() || set.description.en.empty()) << set.name;
    for (const Rule& rule : set.rules)
      for (const std::string& phrase : {rule.block ? rule.block->name : rule.name, rule.because}) {
        const std::string german = said_phrase(phrase, schema::Language::de);
        EXPECT_NE(german, phrase) << set.name;
        EXPECT_EQ(stored_phrase(german), phrase) << set.name;
      }
  }
}

TEST(ReadySets, SayWhichExampleComesOutOtherwise) {
  const auto set = read_set(R"(name: x
rules:
  - rule: own
    applies_to: person
    for: all
    may: see
    when: owner = me
examples:
  people: {anna: {}, ben: {}}
  records:
    one: {object: person, owner: anna}
  table:
    - [anna, see, one, "yes"]
    - [ben, see, one, "yes"]
    - [anna, last_name, one, read]
)",
                            catalogue_with({"companies", "people"}));
  ASSERT_TRUE(succeeded(set));
  EXPECT_EQ(set->examples, 3);
  EXPECT_EQ(all_wrong(*set), "\n  ben see one: no, not yes\n  anna last_name one: mask, not read");
  // The table alone says the same.
  const auto catalogue = catalogue_with({"companies", "people"});
  const auto book = RuleBook::make(set->rules, catalogue);
  ASSERT_TRUE(succeeded(book));
  const auto wrong = run_table(set->table, **book);
  ASSERT_TRUE(succeeded(wrong));
  EXPECT_EQ(wrong->size(), 2u);
  EXPECT_EQ(run_table("people: {anna: {}}", **book).error().key, "kit.missing_key");
}

}  // namespace
}  // namespace kontor::access
