#include "base/zone.h"

#include <gtest/gtest.h>

namespace kontor {
namespace {

Instant at(std::string_view text) {
  return parse_instant(text).value();
}
Date day(std::string_view text) {
  return parse_date(text).value();
}
constexpr std::int64_t kHour = 3600 * kMicrosPerSecond;

TEST(Zone, FindsOnlyWhatExists) {
  EXPECT_EQ(TimeZone::find("Europe/Berlin")->id(), "Europe/Berlin");
  EXPECT_TRUE(TimeZone::find("UTC"));
  EXPECT_FALSE(TimeZone::find("Europe/Entenhausen"));
  EXPECT_FALSE(TimeZone::find(""));
  EXPECT_FALSE(TimeZone::find(std::string(1000, 'x')));
}

TEST(Zone, DaysBeginAtLocalMidnight) {
  const auto berlin = *TimeZone::find("Europe/Berlin");
  EXPECT_EQ(berlin.start_of_day(day("2026-07-01")), at("2026-06-30T22:00:00Z"));
  EXPECT_EQ(berlin.start_of_day(day("2026-01-01")), at("2025-12-31T23:00:00Z"));
  EXPECT_EQ(berlin.date_of(at("2026-06-30T22:00:00Z")), day("2026-07-01"));
  EXPECT_EQ(berlin.date_of(at("2026-06-30T21:59:59.999999Z")), day("2026-06-30"));
  EXPECT_EQ(berlin.start_of(Period::quarter, at("2026-05-01T00:00:00Z")),
            at("2026-03-31T22:00:00Z"));
}

TEST(Zone, ClockChangesMakeDaysShorterAndLonger) {
  const auto berlin = *TimeZone::find("Europe/Berlin");
  auto length = [&](std::string_view date) {
    return (berlin.start_of_day({day(date).days + 1}).micros -
            berlin.start_of_day(day(date)).micros) /
           kHour;
  };
  EXPECT_EQ(length("2026-03-29"), 23);
  EXPECT_EQ(length("2026-10-25"), 25);
  EXPECT_EQ(length("2026-06-01"), 24);
  // 02:30 is skipped in March and passes twice in October.
  EXPECT_EQ(berlin.instant({day("2026-03-29"), 5 * kHour / 2}), at("2026-03-29T01:30:00Z"));
  EXPECT_EQ(berlin.instant({day("2026-10-25"), 5 * kHour / 2}), at("2026-10-25T00:30:00Z"));
}

TEST(Zone, MidnightMayBeSkipped) {
  const auto cairo = *TimeZone::find("Africa/Cairo");  // 2014-05-16: 00:00 became 01:00
  const Instant begin = cairo.start_of_day(day("2014-05-16"));
  EXPECT_EQ(begin, at("2014-05-15T22:00:00Z"));
  EXPECT_EQ(cairo.local(begin), (LocalTime{day("2014-05-16"), kHour}));
}

TEST(Zone, RoundTripsOverTheYears) {
  for (auto id : {"Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Apia", "UTC"}) {
    const auto zone = *TimeZone::find(id);
    for (std::int64_t micros = -5'000'000'000'000'000; micros < 5'000'000'000'000'000;
         micros += 77'777'777'777'777) {
      const auto local = zone.local(Instant{micros});
      const auto back = zone.instant(local).micros;
      EXPECT_TRUE(back == micros || zone.local(Instant{back}) == local) << id << " " << micros;
    }
  }
}

TEST(Zone, ListsWhenItsOffsetChanges) {
  const auto berlin = TimeZone::find("Europe/Berlin")
                          ->offsets(at("2026-01-01T00:00:00Z"), at("2027-01-01T00:00:00Z"));
  ASSERT_EQ(berlin.size(), 3u);
  EXPECT_EQ(berlin[0].at, at("2026-01-01T00:00:00Z"));
  EXPECT_EQ(berlin[0].offset, kHour);
  EXPECT_EQ(berlin[1].at, at("2026-03-29T01:00:00Z"));
  EXPECT_EQ(berlin[1].offset, 2 * kHour);
  EXPECT_EQ(berlin[2].at, at("2026-10-25T01:00:00Z"));
  EXPECT_EQ(berlin[2].offset, kHour);
  EXPECT_EQ(TimeZone::utc().offsets({0}, at("2100-01-01T00:00:00Z")).size(), 1u);
}

}  // namespace
}  // namespace kontor
