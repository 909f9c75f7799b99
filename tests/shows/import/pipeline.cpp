// A sales pipeline in four files: accounts, products, agents and opportunities, with the mistakes
// that the real one has.
#include "world.h"

namespace kontor::shows {
namespace {

using importing::Missing;
using importing::testing::public_data;
using importing::testing::read_file;
using importing::testing::read_text;

std::string table(const char* name) {
  return read_file(public_data() / "08-crm/maven_crm" / name);
}

}  // namespace

void bring_pipeline(World& world) {
  auto& home = world.home();
  const std::string opportunities =
      importing::testing::unpacked(public_data() / "08-crm/maven_crm/sales_pipeline.csv.gz");
  const auto count = [](const std::string& bytes) { return std::ssize(read_text(bytes).rows); };
  const std::string accounts = table("accounts.csv"), products = table("products.csv"),
                    agents = table("sales_teams.csv");

  // Whoever owns a deal is a colleague, who has an account already.
  for (const auto& row : read_text(agents).rows) home.space.user(row.cells[0]);

  // Parents that stand below their subsidiaries are not there yet: reported, not made twice.
  const std::map<std::string, std::string> account_columns = {
      {"account", "name"},
      {"office_location", "address.country"},
      {"subsidiary_of", "parent.name"}};
  world.bring("accounts", accounts, "company", count(accounts), account_columns,
              {.link_missing = Missing::leave, .new_options = Missing::create});
  world.bring("products", products, "product", count(products));
  world.bring("agents", agents, "person", count(agents),
              {{"sales_agent", "full_name"}, {"regional_office", "department"}});
  const importing::Import deals =
      world.bring("opportunities", opportunities, "deal", count(opportunities),
                  {{"opportunity_id", "name"}, {"account", "company.name"}},
                  {.link_missing = Missing::leave, .new_options = Missing::create});

  const auto stage = [&](const char* key) {
    std::int64_t deals_there = 0;
    for (const auto& [title, value] : world.values("deal", "stage"))
      deals_there += value == "\"" + std::string(key) + "\"";
    return deals_there;
  };
  world.expect_count("won", 2846, stage("won"));
  world.expect_count("lost", 1647, stage("lost"));
  world.expect_count("engaging", 1065, stage("engaging"));
  world.expect_count("prospecting", 342, stage("prospecting"));

  const auto links = [&](const char* path) -> const importing::Tally::Link& {
    return deals.tally.links.at(path);
  };
  world.expect_count("deals without a product", 989, links("product.name").not_found);
  world.expect_count("deals with a product", 4911, links("product.name").linked);
  world.expect_count("deals without an account", 953, links("company.name").empty);
  world.expect_count("deals with an account", 4947, links("company.name").linked);
  world.expect_count("deals with an owner", 5900, links("owner").linked);
  world.expect_count("products not found that are named", 989,
                     world.said(deals, "import.link_not_found"));
  world.expect_count("accounts", count(accounts), home.living("company"));
}

}  // namespace kontor::shows
