#include "app/migrations.h"

#include "access/migrations.h"
#include "auth/migrations.h"
#include "events/outbox.h"
#include "records/imports/import_store.h"
#include "records/kits.h"
#include "records/migrations.h"
#include "schema/migrations.h"

namespace kontor::app {

std::vector<storage::Migration> all_migrations() {
  std::vector<storage::Migration> steps;
  for (const auto& room :
       {schema::migrations(), auth::migrations(), access::migrations(), events::migrations(),
        records::migrations(), records::kit_migrations(), importing::import_migrations()})
    steps.insert(steps.end(), room.begin(), room.end());
  return steps;
}

}  // namespace kontor::app
