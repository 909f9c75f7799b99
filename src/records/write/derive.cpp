// What is kept beside the records so that reading is fast: the keys that find duplicates and the
// search index. Counters are gathered here and written last, in `commit`.
#include <algorithm>

#include "records/write/counters.h"
#include "records/write/run.h"
#include "records/write/search_text.h"
#include "storage/inserter.h"

namespace kontor::records {
namespace {

// Records in the trash are no duplicates of anything.
void settle_keys(Item& item) {
  const RowShape& shape = *item.shape;
  if (item.old && shape.is_deleted(*item.old)) item.old_keys.clear();
  if (shape.is_deleted(item.now)) item.new_keys.clear();
}

Result<void> write_keys(Run& run, const std::vector<Item*>& items) {
  storage::Inserter inserter(*run.tx, "kontor_duplicate_key", "key, record", 2,
                             "ON CONFLICT DO NOTHING");
  for (Item* item : items) {
    settle_keys(*item);
    if (item->old_keys == item->new_keys) continue;
    for (auto key : item->old_keys) {
      if (std::ranges::binary_search(item->new_keys, key)) continue;
      TRY(run.tx->execute({"DELETE FROM kontor_duplicate_key WHERE key = ? AND record = ?",
                           {key, item->id.value}}));
    }
    for (auto key : item->new_keys) {
      if (std::ranges::binary_search(item->old_keys, key)) continue;
      inserter.row().insert(inserter.row().end(), {key, item->id.value});
      TRY(inserter.end_row());
    }
  }
  return inserter.finish();
}

}  // namespace

Result<void> derive(Run& run) {
  for (const auto& items : live_by_object(run)) {
    TRY(write_keys(run, items));
    TRY(write_search_index(run, items));
    run.counters->note(items);
  }
  return {};
}

}  // namespace kontor::records
