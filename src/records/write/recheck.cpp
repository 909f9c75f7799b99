// Rights that depend on single rows, asked of the rows as they now stand in the transaction.
// Errors: access.edit.
#include "records/write/rights.h"

namespace kontor::records {

using query::Action;

Result<void> recheck(Run& run) {
  for (const auto& items : live_by_object(run)) {
    const schema::Object& object = *items.front()->object;
    if (!TRY(rows_decide(run, object, Action::edit))) continue;
    std::vector<Facts> facts;
    for (Item* item : items) {
      if (item->op == Op::update && item->writes()) facts.push_back(facts_of(item->now));
    }
    if (facts.empty()) continue;
    auto allowed = TRY(admitted(run, object, Action::edit, facts));
    for (Item* item : items) {
      bool asked = item->op == Op::update && item->writes();
      if (asked && !contains(allowed, item->id.value))
        refuse(*item, {Code::forbidden, "access.edit"});
    }
  }
  return {};
}

}  // namespace kontor::records
