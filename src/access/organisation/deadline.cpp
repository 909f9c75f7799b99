#include "access/organisation/deadline.h"

namespace kontor::access {

std::vector<Instant> escalations(Instant assigned, const EscalationPlan& plan,
                                 const TimeZone& zone) {
  const LocalTime start = zone.local(assigned);
  std::vector<Instant> reached;
  for (const int days : plan.days) {
    LocalTime at = start;
    if (plan.state) {
      // On a free day nobody could have begun.
      if (!is_working_day(start.date, *plan.state)) at.micros = 0;
      at.date = add_working_days(start.date, days, *plan.state);
    } else {
      at.date.days += days;
    }
    reached.push_back(zone.instant(at));
  }
  return reached;
}

}  // namespace kontor::access
