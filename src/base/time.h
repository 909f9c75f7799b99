// Days and instants. A date has no time zone; an instant is microseconds since 1970-01-01 UTC.
// Zones are in base/zone.h, reading dates from people's files in base/date_format.h.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace kontor {

// Days since 1970-01-01 in the proleptic Gregorian calendar. Years 1 to 9999 are accepted.
struct Date {
  std::int32_t days = 0;
  auto operator<=>(const Date&) const = default;
};

struct Instant {
  std::int64_t micros = 0;
  auto operator<=>(const Instant&) const = default;
};

inline constexpr std::int64_t kMicrosPerSecond = 1'000'000;
inline constexpr std::int64_t kMicrosPerDay = 86'400 * kMicrosPerSecond;

struct CivilDate {
  int year = 1970;
  int month = 1;
  int day = 1;
  auto operator<=>(const CivilDate&) const = default;
};

CivilDate civil(Date date);
// Nothing if there is no such day.
std::optional<Date> make_date(int year, int month, int day);

// "2026-02-01" (RFC 3339 full-date).
std::string to_string(Date date);
std::optional<Date> parse_date(std::string_view text);

// "2026-02-01T08:30:00Z", with ".123456" when there are fractions. Reading takes any offset and up
// to 9 fraction digits (RFC 3339 date-time); a leap second counts as the next second.
std::string to_string(Instant instant);
std::optional<Instant> parse_instant(std::string_view text);

// A birthday whose year may be unknown: "1980-02-29" or "--02-29" (ISO 8601 as in vCard).
struct YearlessDate {
  std::optional<int> year;
  int month = 1;
  int day = 1;
  bool operator==(const YearlessDate&) const = default;
};
std::string to_string(const YearlessDate& date);
std::optional<YearlessDate> parse_yearless_date(std::string_view text);

int days_in_month(int year, int month);
int weekday(Date date);  // 1 Monday to 7 Sunday (ISO 8601)

struct IsoWeek {
  int year = 1970;
  int week = 1;
  auto operator<=>(const IsoWeek&) const = default;
};
IsoWeek iso_week(Date date);

// The first day of the period the date lies in; weeks begin on Monday.
enum class Period { day, week, month, quarter, year };
Date start_of(Period period, Date date);
// `count` periods later (or earlier); the 31st becomes the last day of a shorter month.
Date add(Period period, Date date, int count);

// Where the time comes from; tests bring their own.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual Instant now() const = 0;
};
const Clock& system_clock();

class FixedClock : public Clock {
 public:
  explicit FixedClock(Instant now) : now_(now) {}
  Instant now() const override { return now_; }
  void set(Instant now) { now_ = now; }

 private:
  Instant now_;
};

}  // namespace kontor
