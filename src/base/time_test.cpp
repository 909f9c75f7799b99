#include "base/time.h"

#include <gtest/gtest.h>

namespace kontor {
namespace {

Date day(std::string_view text) {
  return parse_date(text).value();
}

TEST(Time, CountsDaysBothWays) {
  EXPECT_EQ(make_date(1970, 1, 1)->days, 0);
  EXPECT_EQ(make_date(2000, 3, 1)->days, 11017);
  EXPECT_EQ(to_string(Date{-1}), "1969-12-31");
  for (int days = make_date(1, 1, 1)->days; days <= make_date(9999, 12, 31)->days; days += 13) {
    const auto [y, m, d] = civil(Date{days});
    ASSERT_EQ(make_date(y, m, d)->days, days);
  }
}

TEST(Time, KnowsWhichDaysExist) {
  EXPECT_TRUE(make_date(2024, 2, 29));
  EXPECT_FALSE(make_date(2023, 2, 29));
  EXPECT_FALSE(make_date(1900, 2, 29));
  EXPECT_FALSE(make_date(2026, 13, 1));
  EXPECT_FALSE(make_date(2026, 4, 31));
  EXPECT_FALSE(make_date(0, 1, 1));
  for (auto bad : {"", "2026-1-01", "2026-01-1", "2026-02-30", "26-01-01", "2026-01-01 ",
                   "2026/01/01", "+026-01-01"})
    EXPECT_FALSE(parse_date(bad)) << bad;
}

TEST(Time, ReadsAndWritesInstants) {
  EXPECT_EQ(to_string(Instant{0}), "1970-01-01T00:00:00Z");
  EXPECT_EQ(to_string(Instant{-1}), "1969-12-31T23:59:59.999999Z");
  EXPECT_EQ(parse_instant("2026-02-01T10:00:00+02:00"), parse_instant("2026-02-01T08:00:00Z"));
  EXPECT_EQ(parse_instant("1970-01-01T00:00:00.5Z")->micros, 500000);
  EXPECT_EQ(parse_instant("1970-01-01T00:00:00.123456789Z")->micros, 123456);
  EXPECT_EQ(parse_instant("2016-12-31T23:59:60Z"), parse_instant("2017-01-01T00:00:00Z"));
  EXPECT_EQ(parse_instant("1969-12-31T19:00:00-05:00")->micros, 0);
  for (auto bad :
       {"2026-02-01", "2026-02-01T10:00:00", "2026-02-01T24:00:00Z", "2026-02-01T10:60:00Z",
        "2026-02-01T10:00:00.Z", "2026-02-01T10:00:00+2:00", "2026-02-01T10:00:00Zx"})
    EXPECT_FALSE(parse_instant(bad)) << bad;
  for (std::int64_t micros : {0L, 1L, -86400000001L, 1234567890123456L})
    EXPECT_EQ(parse_instant(to_string(Instant{micros}))->micros, micros);
}

TEST(Time, BirthdaysMayLackTheYear) {
  EXPECT_EQ(parse_yearless_date("--02-29"), (YearlessDate{{}, 2, 29}));
  EXPECT_EQ(parse_yearless_date("--0229"), (YearlessDate{{}, 2, 29}));
  EXPECT_EQ(parse_yearless_date("1980-02-29"), (YearlessDate{1980, 2, 29}));
  EXPECT_FALSE(parse_yearless_date("1981-02-29"));
  EXPECT_FALSE(parse_yearless_date("--02-30"));
  EXPECT_FALSE(parse_yearless_date("--13-01"));
  EXPECT_EQ(to_string(YearlessDate{{}, 2, 29}), "--02-29");
}

TEST(Time, WeeksFollowIso8601) {
  EXPECT_EQ(weekday(day("1970-01-01")), 4);
  EXPECT_EQ(weekday(day("1969-12-28")), 7);
  EXPECT_EQ(iso_week(day("2021-01-03")), (IsoWeek{2020, 53}));
  EXPECT_EQ(iso_week(day("2021-01-04")), (IsoWeek{2021, 1}));
  EXPECT_EQ(iso_week(day("2024-12-30")), (IsoWeek{2025, 1}));
  EXPECT_EQ(iso_week(day("2026-12-31")), (IsoWeek{2026, 53}));
}

TEST(Time, PeriodsBeginWhereTheyShould) {
  EXPECT_EQ(start_of(Period::week, day("2026-11-22")), day("2026-11-16"));
  EXPECT_EQ(start_of(Period::week, day("2026-11-16")), day("2026-11-16"));
  EXPECT_EQ(start_of(Period::month, day("2026-11-30")), day("2026-11-01"));
  EXPECT_EQ(start_of(Period::quarter, day("2026-05-31")), day("2026-04-01"));
  EXPECT_EQ(start_of(Period::quarter, day("2026-12-31")), day("2026-10-01"));
  EXPECT_EQ(start_of(Period::year, day("2024-12-31")), day("2024-01-01"));
}

TEST(Time, MonthsAreAddedWithoutRunningOver) {
  EXPECT_EQ(add(Period::month, day("2026-01-31"), 1), day("2026-02-28"));
  EXPECT_EQ(add(Period::month, day("2024-01-31"), 1), day("2024-02-29"));
  EXPECT_EQ(add(Period::month, day("2026-01-15"), -1), day("2025-12-15"));
  EXPECT_EQ(add(Period::month, day("2026-12-15"), 1), day("2027-01-15"));
  EXPECT_EQ(add(Period::year, day("2024-02-29"), 1), day("2025-02-28"));
  EXPECT_EQ(add(Period::quarter, day("2026-11-30"), 1), day("2027-02-28"));
  EXPECT_EQ(add(Period::week, day("2026-12-31"), -1), day("2026-12-24"));
}

TEST(Time, ClocksCanBeSet) {
  FixedClock clock(Instant{5});
  EXPECT_EQ(clock.now().micros, 5);
  EXPECT_GT(system_clock().now(), parse_instant("2020-01-01T00:00:00Z").value());
}

}  // namespace
}  // namespace kontor
