// Rights that depend on single rows, asked of the rows as they now stand in the transaction.
// Errors: access.create, access.edit.
#include "records/write/rights.h"

namespace kontor::records {

using query::Action;

namespace {

// What was done to these items must be allowed with what they have become.
Result<void> ask_again(Run& run, const std::vector<Item*>& items, Op op, Action action,
                       const char* key) {
  const schema::Object& object = *items.front()->object;
  if (!TRY(rows_decide(run, object, action))) return {};
  std::vector<Facts> facts;
  for (Item* item : items) {
    if (item->op == op && item->writes() && !item->handed) facts.push_back(facts_of(item->now));
  }
  if (facts.empty()) return {};
  auto allowed = TRY(admitted(run, object, action, facts));
  for (Item* item : items) {
    bool asked = item->op == op && item->writes() && !item->handed;
    if (asked && !contains(allowed, item->id.value)) refuse(*item, {Code::forbidden, key});
  }
  return {};
}

}  // namespace

Result<void> recheck(Run& run) {
  for (const auto& items : live_by_object(run)) {
    TRY(ask_again(run, items, Op::create, Action::create, "access.create"));
    TRY(ask_again(run, items, Op::update, Action::edit, "access.edit"));
  }
  return {};
}

}  // namespace kontor::records
