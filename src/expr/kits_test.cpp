// The expressions in the kits of the program: filters of views and default values.
#include <gtest/gtest.h>

#include "expr/check.h"
#include "expr/parse.h"
#include "schema/kit/embedded.h"
#include "schema/system_fields.h"

namespace kontor::expr {
namespace {

schema::CataloguePtr all_kits() {
  const schema::Catalogue empty(1, schema::built_in_objects());
  const std::vector<schema::Kit> kits = *schema::embedded_kits();
  std::vector<std::string> names;
  for (const schema::Kit& kit : kits) names.push_back(kit.name);
  return *schema::install(empty, kits, names);
}

std::string problem(const std::string& text, const schema::CataloguePtr& catalogue,
                    const schema::Object& object, const CheckOptions& options) {
  auto tree = parse(text);
  if (!tree) return tree.error().key;
  auto checked = check(*tree, catalogue, object, options);
  return checked ? "" : checked.error().key;
}

TEST(Kits, FiltersOfViewsAreConditions) {
  schema::CataloguePtr catalogue = all_kits();
  int filters = 0;
  for (const schema::Object& object : catalogue->objects())
    for (const schema::View& view : object.views) {
      if (view.filter.empty()) continue;
      ++filters;
      EXPECT_EQ(problem(view.filter, catalogue, object, {}), "")
          << object.name << "." << view.name << ": " << view.filter;
    }
  EXPECT_GT(filters, 10);
}

TEST(Kits, DefaultsAreValues) {
  schema::CataloguePtr catalogue = all_kits();
  int defaults = 0;
  for (const schema::Object& object : catalogue->objects())
    for (const schema::Field& field : object.fields) {
      if (field.default_value.empty()) continue;
      ++defaults;
      EXPECT_EQ(problem(field.default_value, catalogue, object, {.any_type = true}), "")
          << object.name << "." << field.name << ": " << field.default_value;
    }
  EXPECT_GT(defaults, 3);
}

}  // namespace
}  // namespace kontor::expr
