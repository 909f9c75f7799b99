#include "base/date_format.h"

#include <gtest/gtest.h>

namespace kontor {
namespace {

std::string read(std::string_view text, DateFormat format) {
  const auto date = read_date(text, format, 2036);
  return date ? to_string(*date) : "";
}

TEST(DateFormat, ReadsEachWayOfWriting) {
  EXPECT_EQ(read("01.02.2026", DateFormat::dmy_dot), "2026-02-01");
  EXPECT_EQ(read("1.2.26", DateFormat::dmy_dot), "2026-02-01");
  EXPECT_EQ(read("1.2.85", DateFormat::dmy_dot), "1985-02-01");
  EXPECT_EQ(read("01/02/2026", DateFormat::dmy_slash), "2026-02-01");
  EXPECT_EQ(read("01/02/2026", DateFormat::mdy_slash), "2026-01-02");
  EXPECT_EQ(read("2026/2/1", DateFormat::ymd_slash), "2026-02-01");
  EXPECT_EQ(read("20260201", DateFormat::ymd_digits), "2026-02-01");
  EXPECT_EQ(read("1. März 2026", DateFormat::day_month), "2026-03-01");
  EXPECT_EQ(read("1 Dez 26", DateFormat::day_month), "2026-12-01");
  EXPECT_EQ(read("01-Feb-26", DateFormat::day_month), "2026-02-01");
  EXPECT_EQ(read("Feb. 1, 2026", DateFormat::month_day), "2026-02-01");
  EXPECT_EQ(read("2026-02-01T10:00:00", DateFormat::ymd_dash), "2026-02-01");
}

TEST(DateFormat, PassesWeekdaysOver) {
  EXPECT_EQ(read("Sonntag, 5. Mai 2024", DateFormat::day_month), "2024-05-05");
  EXPECT_EQ(read("So., 05.05.2024", DateFormat::dmy_dot), "2024-05-05");
  EXPECT_EQ(read("Thu, Mar 5, 2026", DateFormat::month_day), "2026-03-05");
  EXPECT_EQ(read("Nix, 05.05.2024", DateFormat::dmy_dot), "");
}

TEST(DateFormat, SomeDatesNeedNoFormat) {
  auto any = [](std::string_view text) {
    return read_any_date(text, DateFormat::dmy_dot, 2036).has_value();
  };
  EXPECT_TRUE(any("1.2.26"));
  EXPECT_TRUE(any("2026-02-01"));
  EXPECT_TRUE(any("1. Februar 2026"));
  EXPECT_TRUE(any("Feb 1, 2026"));
  EXPECT_FALSE(any("02/01/2026"));
  EXPECT_TRUE(is_plain_date("1. Feb. 2026"));
  EXPECT_FALSE(is_plain_date("1.2.2026"));
}

TEST(DateFormat, RefusesOtherWays) {
  for (auto text : {"", "32.01.2026", "29.02.2025", "01.02.", "1.2.026", "01.02.2026x",
                    "01.02.2026 25:00", "1,2,2026", "01/02/2026", "2026-02-01", "01.02.20266"})
    EXPECT_EQ(read(text, DateFormat::dmy_dot), "") << text;
  EXPECT_EQ(read("1. Xyz 2026", DateFormat::day_month), "");
  EXPECT_EQ(read("1. Ma 2026", DateFormat::day_month), "");
  EXPECT_EQ(read("12/2026", DateFormat::mdy_slash), "");
}

TEST(DateFormat, KeepsTheTimeBehindTheDate) {
  auto minutes = [](std::string_view text) {
    const auto written = read_written_date(text, DateFormat::dmy_dot, 2036);
    return written && written->micros ? *written->micros / kMicrosPerSecond / 60 : -1;
  };
  EXPECT_EQ(minutes("01.02.2026 14:30"), 870);
  EXPECT_EQ(minutes("01.02.2026, 14:30 Uhr"), 870);
  EXPECT_EQ(minutes("01.02.2026 2:30 PM"), 870);
  EXPECT_EQ(minutes("01.02.2026 12:05 am"), 5);
  EXPECT_EQ(minutes("01.02.2026"), -1);
}

TEST(DateFormat, BirthdaysMayLackTheYear) {
  EXPECT_EQ(read_written_date("24.12.", DateFormat::dmy_dot, 2036)->date,
            (YearlessDate{{}, 12, 24}));
  EXPECT_EQ(read_written_date("--12-24", DateFormat::ymd_dash, 2036)->date,
            (YearlessDate{{}, 12, 24}));
  EXPECT_EQ(read_written_date("29.02.", DateFormat::dmy_dot, 2036)->date,
            (YearlessDate{{}, 2, 29}));
}

TEST(DateFormat, ColumnsDecideTogether) {
  auto detect = [](std::vector<std::string> samples) { return detect_date_format(samples); };
  EXPECT_EQ(detect({"01.02.2026", "", "0.0.00"}).format, DateFormat::dmy_dot);
  EXPECT_EQ(detect({"01/02/2026", "13/02/2026"}).format, DateFormat::dmy_slash);
  EXPECT_EQ(detect({"01/02/2026", "02/13/2026"}).format, DateFormat::mdy_slash);
  EXPECT_TRUE(detect({"01/02/2026", "03/04/2026"}).ambiguous);
  EXPECT_FALSE(detect({"01/02/2026", "03/04/2026"}).format);
  EXPECT_TRUE(detect({"05/05/2026"}).format);  // the same day either way
  EXPECT_FALSE(detect({"13/02/2026", "02/13/2026"}).format);
  EXPECT_TRUE(detect({"13/02/2026", "02/13/2026"}).candidates.empty());
  EXPECT_TRUE(detect({"2026-02-01 10:00"}).with_time);
  EXPECT_FALSE(detect({"", "0.0.00"}).format);
  EXPECT_FALSE(detect({"Anna"}).format);
}

TEST(DateFormat, NamesRoundTrip) {
  for (int i = 0; i <= static_cast<int>(DateFormat::month_day); ++i) {
    const auto format = static_cast<DateFormat>(i);
    EXPECT_EQ(parse_date_format(to_string(format)), format);
  }
  EXPECT_FALSE(parse_date_format("dmy"));
}

}  // namespace
}  // namespace kontor
