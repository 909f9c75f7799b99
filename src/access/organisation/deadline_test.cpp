#include "access/organisation/deadline.h"

#include <gtest/gtest.h>
#include <string>

namespace kontor::access {
namespace {

const TimeZone kBerlin = *TimeZone::find("Europe/Berlin");

std::vector<std::string> reached(const char* assigned, const EscalationPlan& plan) {
  std::vector<std::string> texts;
  for (Instant at : escalations(*parse_instant(assigned), plan, kBerlin))
    texts.push_back(to_string(at));
  return texts;
}

using Texts = std::vector<std::string>;

TEST(Escalations, CountCalendarDays) {
  EXPECT_EQ(reached("2026-11-24T14:10:00Z", {}),
            (Texts{"2026-11-26T14:10:00Z", "2026-11-28T14:10:00Z"}));
  EXPECT_EQ(reached("2026-11-24T14:10:00Z", {.days = {1, 2, 5}}).size(), 3U);
}

TEST(Escalations, KeepTheTimeOfDayWhenTheClocksChange) {
  // On 29 March 2026 clocks go forward: 10 o'clock stays 10 o'clock.
  EXPECT_EQ(reached("2026-03-28T09:00:00Z", {.days = {2}}), Texts{"2026-03-30T08:00:00Z"});
  EXPECT_EQ(reached("2026-10-24T08:00:00Z", {.days = {2}}), Texts{"2026-10-26T09:00:00Z"});
  // 2:30 does not exist on that day: it is 3:30 by then.
  EXPECT_EQ(reached("2026-03-27T01:30:00Z", {.days = {2}}), Texts{"2026-03-29T01:30:00Z"});
}

TEST(Escalations, WorkingDaysLeaveOutWeekendsAndHolidays) {
  const EscalationPlan bavaria{.days = {2, 4}, .state = State::BY};
  EXPECT_EQ(reached("2026-11-27T08:00:00Z", bavaria),
            (Texts{"2026-12-01T08:00:00Z", "2026-12-03T08:00:00Z"}));
  // Maundy Thursday 2026: Good Friday and Easter Monday do not count.
  EXPECT_EQ(reached("2026-04-02T08:00:00Z", bavaria),
            (Texts{"2026-04-08T08:00:00Z", "2026-04-10T08:00:00Z"}));
  // Corpus Christi is none in Berlin.
  EXPECT_EQ(reached("2026-06-03T08:00:00Z", {.days = {1}, .state = State::BE}),
            Texts{"2026-06-04T08:00:00Z"});
  EXPECT_EQ(reached("2026-06-03T08:00:00Z", {.days = {1}, .state = State::BY}),
            Texts{"2026-06-05T08:00:00Z"});
}

TEST(Escalations, AFreeDayCountsFromTheNextWorkingDay) {
  // Saturday afternoon: Monday counts in full, the deadline is Tuesday's beginning.
  EXPECT_EQ(reached("2026-11-28T15:00:00Z", {.days = {1}, .state = State::BY}),
            Texts{"2026-11-30T23:00:00Z"});
}

}  // namespace
}  // namespace kontor::access
