// How many records each column of a board has, and what they add up to.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "base/money.h"
#include "base/result.h"
#include "query/select.h"

namespace kontor::query {

struct StageTotals {
  std::int64_t count = 0;
  // Beside the summed fields. Money: one per currency; numbers: one without currency.
  std::vector<std::vector<Money>> sums;
};

struct StageQuestion {
  const schema::Object& object;
  const schema::Field& field;  // status or select
  std::int64_t pipeline = 0;   // option of its pipeline field; 0: all
  std::vector<const schema::Field*> sums;
  bool whole = false;  // nothing but the pipeline narrows the board
};

// By option id; 0: records whose field is empty. From counters where those can answer, else by
// adding up what `select` (which knows of the pipeline) finds.
[[nodiscard]] Result<std::map<std::int64_t, StageTotals>> stage_totals(
    const StageQuestion& question, const Select& select, const Reader& reader,
    const Rights& rights);

}  // namespace kontor::query
