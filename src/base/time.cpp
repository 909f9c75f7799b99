#include "base/time.h"

#include <algorithm>
#include <chrono>
#include <cstdio>

namespace kontor {
namespace {

constexpr int kMinYear = 1, kMaxYear = 9999;

// Floor division: days before 1970 are negative.
std::int64_t floor_divide(std::int64_t value, std::int64_t by) {
  return value / by - (value % by < 0);
}

// Exactly `count` digits from the front of `text`, or -1.
int take_digits(std::string_view& text, std::size_t count) {
  if (text.size() < count) return -1;
  int value = 0;
  for (char c : text.substr(0, count)) {
    if (c < '0' || c > '9') return -1;
    value = value * 10 + (c - '0');
  }
  text.remove_prefix(count);
  return value;
}

bool take(std::string_view& text, char c) {
  if (text.empty() || text.front() != c) return false;
  text.remove_prefix(1);
  return true;
}

std::optional<Date> take_date(std::string_view& text) {
  const int year = take_digits(text, 4);
  if (year < 0 || !take(text, '-')) return {};
  const int month = take_digits(text, 2);
  if (month < 0 || !take(text, '-')) return {};
  return make_date(year, month, take_digits(text, 2));
}

// Microseconds since midnight.
std::optional<std::int64_t> take_time(std::string_view& text) {
  const int hour = take_digits(text, 2);
  if (hour < 0 || hour > 23 || !take(text, ':')) return {};
  const int minute = take_digits(text, 2);
  if (minute < 0 || minute > 59 || !take(text, ':')) return {};
  const int second = take_digits(text, 2);
  if (second < 0 || second > 60) return {};
  std::int64_t micros = 0;
  if (take(text, '.')) {
    std::size_t digits = 0;
    for (; digits < text.size() && text[digits] >= '0' && text[digits] <= '9'; ++digits)
      if (digits < 6) micros = micros * 10 + (text[digits] - '0');
    if (digits < 1 || digits > 9) return {};
    for (std::size_t i = digits; i < 6; ++i) micros *= 10;
    text.remove_prefix(digits);
  }
  return ((hour * 60 + minute) * 60 + second) * kMicrosPerSecond + micros;
}

// Microseconds that local time is ahead of UTC.
std::optional<std::int64_t> take_offset(std::string_view& text) {
  if (take(text, 'Z') || take(text, 'z')) return 0;
  const bool west = take(text, '-');
  if (!west && !take(text, '+')) return {};
  const int hour = take_digits(text, 2);
  if (hour < 0 || hour > 23 || !take(text, ':')) return {};
  const int minute = take_digits(text, 2);
  if (minute < 0 || minute > 59) return {};
  const std::int64_t offset = (hour * 60 + minute) * 60 * kMicrosPerSecond;
  return west ? -offset : offset;
}

class SystemClock : public Clock {
 public:
  Instant now() const override {
    using namespace std::chrono;
    return {
        duration_cast<microseconds>(std::chrono::system_clock::now().time_since_epoch()).count()};
  }
};

}  // namespace

// Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms": civil_from_days.
CivilDate civil(Date date) {
  const std::int64_t shifted = std::int64_t{date.days} + 719468;
  const std::int64_t era = floor_divide(shifted, 146097);
  const int day_of_era = static_cast<int>(shifted - era * 146097);
  const int year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const int shifted_month = (5 * day_of_year + 2) / 153;
  const int day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
  const int month = shifted_month < 10 ? shifted_month + 3 : shifted_month - 9;
  return {static_cast<int>(year_of_era + era * 400) + (month <= 2), month, day};
}

std::optional<Date> make_date(int year, int month, int day) {
  if (year < kMinYear || year > kMaxYear || month < 1 || month > 12) return {};
  if (day < 1 || day > days_in_month(year, month)) return {};
  const int shifted_year = year - (month <= 2);
  const int era = shifted_year / 400;
  const int year_of_era = shifted_year - era * 400;
  const int day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  const int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return Date{era * 146097 + day_of_era - 719468};
}

int days_in_month(int year, int month) {
  if (month == 2) return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

std::string to_string(Date date) {
  const auto [year, month, day] = civil(date);
  char text[32];
  std::snprintf(text, sizeof text, "%04d-%02d-%02d", year, month, day);
  return text;
}

std::optional<Date> parse_date(std::string_view text) {
  const auto date = take_date(text);
  return text.empty() ? date : std::nullopt;
}

std::string to_string(Instant instant) {
  const std::int64_t day = floor_divide(instant.micros, kMicrosPerDay);
  const std::int64_t in_day = instant.micros - day * kMicrosPerDay;
  const int seconds = static_cast<int>(in_day / kMicrosPerSecond);
  const int fraction = static_cast<int>(in_day % kMicrosPerSecond);
  char time[32];
  std::snprintf(time, sizeof time, "T%02d:%02d:%02d", seconds / 3600, seconds / 60 % 60,
                seconds % 60);
  std::string text = to_string(Date{static_cast<std::int32_t>(day)}) + time;
  if (fraction) {
    std::snprintf(time, sizeof time, ".%06d", fraction);
    text += time;
  }
  return text + 'Z';
}

std::optional<Instant> parse_instant(std::string_view text) {
  const auto date = take_date(text);
  if (!date || !(take(text, 'T') || take(text, 't') || take(text, ' '))) return {};
  const auto time = take_time(text);
  if (!time) return {};
  const auto offset = take_offset(text);
  if (!offset || !text.empty()) return {};
  return Instant{date->days * kMicrosPerDay + *time - *offset};
}

std::string to_string(const YearlessDate& date) {
  char text[32];
  if (date.year)
    std::snprintf(text, sizeof text, "%04d-%02d-%02d", *date.year, date.month, date.day);
  else
    std::snprintf(text, sizeof text, "--%02d-%02d", date.month, date.day);
  return text;
}

std::optional<YearlessDate> parse_yearless_date(std::string_view text) {
  if (!text.starts_with("--")) {
    const auto date = parse_date(text);
    if (!date) return {};
    const auto [year, month, day] = civil(*date);
    return YearlessDate{year, month, day};
  }
  text.remove_prefix(2);
  const int month = take_digits(text, 2);
  take(text, '-');  // "--0229" is the basic form
  const int day = take_digits(text, 2);
  constexpr int kLeapYear = 2000;
  if (!text.empty() || !make_date(kLeapYear, month, day)) return {};
  return YearlessDate{{}, month, day};
}

int weekday(Date date) {
  return static_cast<int>((std::int64_t{date.days} % 7 + 7 + 3) % 7) + 1;  // 1970-01-01: Thursday
}

IsoWeek iso_week(Date date) {
  // A week belongs to the year its Thursday lies in.
  const Date thursday{date.days - weekday(date) + 4};
  const int year = civil(thursday).year;
  return {year, (thursday.days - start_of(Period::year, thursday).days) / 7 + 1};
}

Date start_of(Period period, Date date) {
  const auto [year, month, day] = civil(date);
  switch (period) {
    case Period::day:
      return date;
    case Period::week:
      return {date.days - weekday(date) + 1};
    case Period::month:
      return {date.days - day + 1};
    case Period::quarter:
      return start_of(Period::month, add(Period::month, date, -((month - 1) % 3)));
    case Period::year:
      return start_of(Period::month, add(Period::month, date, -(month - 1)));
  }
  return date;
}

Date add(Period period, Date date, int count) {
  switch (period) {
    case Period::day:
      return {date.days + count};
    case Period::week:
      return {date.days + 7 * count};
    case Period::quarter:
      return add(Period::month, date, 3 * count);
    case Period::year:
      return add(Period::month, date, 12 * count);
    case Period::month:
      break;
  }
  const auto [year, month, day] = civil(date);
  const std::int64_t months = std::int64_t{year} * 12 + (month - 1) + count;
  const int new_year =
      static_cast<int>(std::clamp<std::int64_t>(floor_divide(months, 12), kMinYear, kMaxYear));
  const int new_month = static_cast<int>(months - floor_divide(months, 12) * 12) + 1;
  return *make_date(new_year, new_month, std::min(day, days_in_month(new_year, new_month)));
}

const Clock& system_clock() {
  static const SystemClock clock;
  return clock;
}

}  // namespace kontor
