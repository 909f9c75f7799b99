// Does what is to be created exist already? Errors: duplicate.found.
#include "records/duplicates.h"

#include "records/write/run.h"

namespace kontor::records {

Result<void> duplicates(Run& run) {
  for (Item* item : live(run)) {
    if (item->op != Op::remove || item->old)
      item->new_keys = duplicate_keys(*item->shape, item->now);
    if (item->old) item->old_keys = duplicate_keys(*item->shape, *item->old);
    if (run.batch.duplicates == Duplicates::ignore || item->op != Op::create) continue;
    item->outcome.duplicates = TRY(find_duplicates(*run.tx, *item->shape, item->now, *run.rights));
    if (run.batch.duplicates == Duplicates::refuse && !item->outcome.duplicates.empty())
      refuse(*item, {Code::conflict, "duplicate.found"});
  }
  return {};
}

}  // namespace kontor::records
