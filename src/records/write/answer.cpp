#include "records/write/answer.h"

namespace kontor::records {

void make_answer(Run& run) {
  BatchResult& result = run.result;
  result.outcomes.clear();
  result.outcomes.reserve(run.batch.changes.size());
  result.change = run.change;
  result.written = true;
  for (auto& item : run.items) {
    if (item.implied) continue;
    Outcome outcome = item.outcome;
    outcome.version = item.now.version;
    outcome.changed = !item.failed() && item.writes();
    result.outcomes.push_back(std::move(outcome));
  }
  // What a relation implied at other records is part of the change.
  for (const auto& item : run.items) {
    if (item.implied && !item.failed() && item.writes())
      result.outcomes[item.change].changed = true;
  }
}

}  // namespace kontor::records
