// The last things inside the transaction: counters, which many writers share and which are
// therefore held for the shortest time; the answer under its idempotency key; what the caller does
// beside.
#include "records/write/answer.h"
#include "records/write/counters.h"
#include "records/write/idempotency.h"

namespace kontor::records {

Result<void> commit(Run& run) {
  if (run.batch.rehearse) {
    make_answer(run);
    return fail(Code::cancelled, std::string(kRehearsed));
  }
  TRY(run.counters->write(*run.tx));
  make_answer(run);
  if (!run.batch.idempotency_key.empty()) TRY(keep_answer(run, run.result));
  if (run.batch.beside) TRY(run.batch.beside(*run.tx, run.result));
  if (auto* hub = run.workshop.hub; hub && run.change)
    run.tx->after_commit([hub] { dispatch(*hub); });
  return {};
}

}  // namespace kontor::records
