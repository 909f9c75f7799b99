// When a lead that nobody worked on reaches the next superior.
#pragma once

#include <optional>
#include <vector>

#include "access/organisation/working_days.h"
#include "base/time.h"
#include "base/zone.h"

namespace kontor::access {

struct EscalationPlan {
  // Days after which it reaches the superior of level 1, 2, ...; each more than the one before.
  std::vector<int> days = {2, 4};
  // Working days of this state; none: calendar days.
  std::optional<State> state = {};
};

// One instant for each level, at the same time of the day as `assigned` where the zone is. Counted
// in days of the calendar there, so that a change of the clocks moves nothing. Working days of a
// lead that comes on a free day count from the beginning of the next working day.
std::vector<Instant> escalations(Instant assigned, const EscalationPlan& plan,
                                 const TimeZone& zone);

}  // namespace kontor::access
