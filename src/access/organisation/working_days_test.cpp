#include "access/organisation/working_days.h"

#include <gtest/gtest.h>
#include <vector>

namespace kontor::access {
namespace {

Date day(const char* text) {
  return *parse_date(text);
}

TEST(WorkingDays, KnowsEaster) {
  for (const char* text : {"1997-03-30", "2000-04-23", "2008-03-23", "2011-04-24", "2024-03-31",
                           "2025-04-20", "2026-04-05", "2027-03-28", "2038-04-25"})
    EXPECT_EQ(to_string(easter(civil(day(text)).year)), text);
}

// Days off from Monday to Sunday, as the states publish them.
int holidays(int year, State state) {
  int count = 0;
  for (Date date = *make_date(year, 1, 1); civil(date).year == year; ++date.days)
    count += is_holiday(date, state) ? 1 : 0;
  return count;
}

TEST(WorkingDays, CountsTheHolidaysOfEveryState) {
  using enum State;
  struct Known {
    State state;
    int days;
  };
  // 2026: nine in all of Germany and those of the state.
  for (const auto& [state, days] : {Known{BW, 12},
                                    {BY, 13},
                                    {BE, 10},
                                    {BB, 12},
                                    {HB, 10},
                                    {HH, 10},
                                    {HE, 10},
                                    {MV, 11},
                                    {NI, 10},
                                    {NW, 11},
                                    {RP, 11},
                                    {SL, 12},
                                    {SN, 11},
                                    {ST, 11},
                                    {SH, 10},
                                    {TH, 11}})
    EXPECT_EQ(holidays(2026, state), days) << to_string(state);
  EXPECT_EQ(holidays(2025, BE), 11);  // 8 May
  EXPECT_EQ(holidays(2016, HH), 9);
  EXPECT_EQ(holidays(2017, HH), 10);  // 31 October
}

TEST(WorkingDays, KnowsDaysThatDifferByState) {
  using enum State;
  EXPECT_TRUE(is_holiday(day("2026-06-04"), BY));  // Corpus Christi
  EXPECT_FALSE(is_holiday(day("2026-06-04"), BE));
  EXPECT_TRUE(is_holiday(day("2026-11-18"), SN));  // repentance
  EXPECT_TRUE(is_holiday(day("2023-11-22"), SN));
  EXPECT_FALSE(is_holiday(day("2026-11-18"), BY));
  EXPECT_TRUE(is_holiday(day("2026-10-31"), NI));
  EXPECT_FALSE(is_holiday(day("2015-10-31"), NI));
  EXPECT_FALSE(is_holiday(day("2018-03-08"), BE));
  EXPECT_TRUE(is_holiday(day("2019-03-08"), BE));
}

TEST(WorkingDays, CountsOverWeekendsAndHolidays) {
  using enum State;
  EXPECT_EQ(to_string(add_working_days(day("2026-11-23"), 2, BY)), "2026-11-25");
  EXPECT_EQ(to_string(add_working_days(day("2026-11-27"), 2, BY)), "2026-12-01");
  // Maundy Thursday: Good Friday, Easter and its Monday are free.
  EXPECT_EQ(to_string(add_working_days(day("2026-04-02"), 2, BY)), "2026-04-08");
  EXPECT_EQ(to_string(add_working_days(day("2026-06-03"), 1, BY)), "2026-06-05");
  EXPECT_EQ(to_string(add_working_days(day("2026-06-03"), 1, BE)), "2026-06-04");
  EXPECT_EQ(to_string(add_working_days(day("2026-11-28"), 1, BY)), "2026-12-01");
  EXPECT_EQ(to_string(add_working_days(day("2026-12-24"), 0, BY)), "2026-12-24");
}

TEST(WorkingDays, StatesHaveCodes) {
  EXPECT_EQ(parse_state("BY"), State::BY);
  EXPECT_EQ(to_string(*parse_state("TH")), "TH");
  EXPECT_FALSE(parse_state("XX"));
}

}  // namespace
}  // namespace kontor::access
