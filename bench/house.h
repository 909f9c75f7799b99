// A house of 200 people in 76 units on four levels, 30 territories, 1,200 access classes, 20,000
// deals and 4,000 shares: bench/rights/load.mjs in small, written by the database itself.
#pragma once

#include <memory>
#include <string>

#include "app/workspace.h"
#include "storage/fresh_database.h"

namespace kontor::bench {

class House {
 public:
  static constexpr std::int64_t kUsers = 200, kUnits = 76, kDeals = 20'000, kShares = 4'000;
  static constexpr std::int64_t kFirstUser = 1'000'000, kFirstUnit = 2'000'000,
                                kFirstDeal = 100'000'000;

  // Who is of interest: the number of the person.
  enum Person : std::int64_t {
    kHeadOfAll = 0,
    kHeadOfDivision = 2,
    kHeadOfGroup = 70,
    kSeller = 120,      // and in no team
    kTeamMember = 152,  // to whose team 200 deals are shared
    kWithTerritories = 195,
    kSeesEverything = 110,
    kAdministrator = 111
  };

  // Throws std::runtime_error when it cannot be made.
  explicit House(storage::Engine engine);
  ~House();

  app::Workspace& operator*() { return *workspace_; }
  app::Workspace* operator->() { return workspace_.get(); }
  static auth::Actor actor(Person person) { return {.user = {kFirstUser + person}}; }

 private:
  storage::testing::FreshDatabase fresh_;
  std::string folder_;
  std::unique_ptr<app::Workspace> workspace_;
};

}  // namespace kontor::bench
