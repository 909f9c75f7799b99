#include <algorithm>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <map>

#include "schema/kit/embedded.h"
#include "schema/kit/sample.h"
#include "schema/system_fields.h"
#include "storage/testing.h"

namespace kontor::schema {
namespace {

using storage::testing::succeeded;
using ::testing::IsEmpty;

bool has(const SampleRecord& record, const Field& field) {
  return std::ranges::find(record.values, field.name, &SampleValue::field) != record.values.end();
}

TEST(EmbeddedSamples, AreCompleteAndLeadSomewhere) {
  CataloguePtr catalogue = *install(Catalogue(1, built_in_objects()), *embedded_kits(),
                                    {"people", "companies", "tasks", "sales"});
  std::vector<std::string> known;
  std::map<std::string, int> count;
  const std::vector<Kit> kits = *embedded_kits();
  for (const Kit& kit : kits) {
    auto sample =
        load_sample(embedded_sample(kit.name), *catalogue, *make_date(2026, 11, 24), known);
    ASSERT_TRUE(succeeded(sample)) << kit.name;
    EXPECT_THAT(sample->unresolved, IsEmpty()) << kit.name;
    for (const SampleRecord& record : sample->records) {
      known.push_back(record.key);
      ++count[record.object];
      for (const Field& field : catalogue->object(record.object)->fields)
        EXPECT_TRUE(!field.required || !field.default_value.empty() || has(record, field))
            << record.object << " " << record.key << " needs " << field.name;
    }
  }
  EXPECT_GE(count["person"], 40);
  EXPECT_GE(count["company"], 15);
  EXPECT_GE(count["interaction"], 60);
  EXPECT_GE(count["deal"], 25);
  EXPECT_GE(count["task"], 20);
  EXPECT_GE(count["product"], 8);
}

}  // namespace
}  // namespace kontor::schema
