// Opens the transaction's view: the catalogue it belongs to, the actor's rights, and whether this
// request was answered before. Errors: write.stale_catalogue (never leaves write.cpp),
// idempotency.reused.
#include "records/write/counters.h"
#include "records/write/idempotency.h"
#include "records/write/run.h"

namespace kontor::records {

Result<void> begin(Run& run) {
  auto catalogue = TRY(run.workshop.catalogues.of(*run.tx));
  if (catalogue != run.shapes->catalogue()) return fail(Code::conflict, "write.stale_catalogue");
  run.rights = TRY(run.workshop.rights(run.actor, *run.tx, catalogue));
  run.scopes.clear();
  run.counters = std::make_unique<Counters>();
  run.change = run.batch.change ? run.batch.change : run.workshop.ids.next();
  if (!run.batch.idempotency_key.empty()) run.replay = TRY(claim_key(run));
  return {};
}

}  // namespace kontor::records
