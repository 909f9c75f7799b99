#include "access/migrations.h"

#include "access/organisation/migrations.h"
#include "access/rules/migrations.h"

namespace kontor::access {

std::vector<storage::Migration> migrations() {
  auto steps = organisation_migrations();
  for (auto& step : rule_migrations()) steps.push_back(std::move(step));
  return steps;
}

}  // namespace kontor::access
