// Dates as people's files write them. How a column writes its dates is found out once for the whole
// column and never guessed row by row: 03.04. is in April for every row or for none.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"

namespace kontor {

enum class DateFormat {
  ymd_dash,    // 2026-02-01 (ISO 8601)
  dmy_dot,     // 01.02.2026, 1.2.26
  dmy_slash,   // 01/02/2026: first of February
  mdy_slash,   // 01/02/2026: second of January
  dmy_dash,    // 01-02-2026
  ymd_slash,   // 2026/02/01
  ymd_digits,  // 20260201
  day_month,   // 1. Februar 2026, 1 Feb 2026, 01-Feb-26
  month_day,   // February 1, 2026
};

// The API name ("dd.mm.yyyy", "d mmmm yyyy"), and back.
std::string_view to_string(DateFormat format);
std::optional<DateFormat> parse_date_format(std::string_view name);

// A date with the time that may stand behind it ("14:30", "14:30:05", "2:30 PM", "14:30 Uhr"). A
// weekday before it is passed over ("Sonntag, 5. Mai 2024", "Thu 5 Mar 2026").
struct WrittenDate {
  YearlessDate date;
  std::optional<std::int64_t> micros;  // since midnight
};

// A two-digit year means the last such year up to `latest_year`. Nothing if the text does not
// follow the format exactly.
std::optional<WrittenDate> read_written_date(std::string_view text, DateFormat format,
                                             int latest_year);
// The same, or as everybody reads it whatever the format: ISO 8601, or with the month's name.
std::optional<WrittenDate> read_any_date(std::string_view text, DateFormat format, int latest_year);
// Is it written so that no format need be known?
bool is_plain_date(std::string_view text);
// The same as read_written_date where a year is needed.
std::optional<Date> read_date(std::string_view text, DateFormat format, int latest_year);

// No date, as exports spell it: empty, "0.0.00" (Outlook), "00.00.0000", "0000-00-00".
bool is_empty_date(std::string_view text);

struct DateGuess {
  std::optional<DateFormat> format;  // the only one, or the one that differs in nothing from others
  std::vector<DateFormat> candidates;  // all that read every sample
  bool ambiguous = false;              // candidates disagree about a day: a person has to say
  bool with_time = false;              // some sample has a time
};
DateGuess detect_date_format(std::span<const std::string> samples);

}  // namespace kontor
