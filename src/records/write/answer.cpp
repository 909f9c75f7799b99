#include "records/write/answer.h"

#include <algorithm>

namespace kontor::records {

void make_answer(Run& run) {
  BatchResult& result = run.result;
  result.outcomes.clear();
  result.change = run.change;
  result.written = true;
  for (auto& item : run.items) {
    if (item.implied) continue;
    Outcome outcome = item.outcome;
    outcome.version = item.now.version;
    outcome.changed = !item.failed() && item.writes();
    // What a relation implied at other records is part of this change.
    outcome.changed |= !item.failed() && std::ranges::any_of(run.items, [&](const Item& other) {
      return other.implied && other.change == item.change && other.writes();
    });
    result.outcomes.push_back(std::move(outcome));
  }
}

}  // namespace kontor::records
