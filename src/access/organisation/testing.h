// A database with what the organisation stands on.
#pragma once

#include "access/organisation/migrations.h"
#include "auth/migrations.h"
#include "schema/migrations.h"
#include "storage/migrate.h"

namespace kontor::access::testing {

inline Result<void> prepare_organisation(storage::Database& database) {
  auto steps = schema::migrations();
  for (auto& step : auth::migrations()) steps.push_back(step);
  for (auto& step : organisation_migrations()) steps.push_back(step);
  return storage::migrate(database, steps);
}

}  // namespace kontor::access::testing
