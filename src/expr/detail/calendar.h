// Days, months and zones as both back ends count them. Local time follows a table of the zone's
// offsets from 1970 to 2100; before and after, the first and the last offset hold.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace kontor::expr {

// The days 0001-01-01 and 9999-12-31; results outside are empty.
inline constexpr std::int64_t kFirstDay = -719162, kLastDay = 2932896;
inline constexpr std::int64_t kDayMicros = 86'400'000'000;
inline constexpr std::int64_t kFirstInstant = kFirstDay * kDayMicros;
inline constexpr std::int64_t kLastInstant = (kLastDay + 1) * kDayMicros - 1;

struct ZoneOffset {
  std::int64_t from = 0;  // the first one holds since ever
  std::int64_t offset = 0;
};

class Calendar {
 public:
  // An unknown zone counts as UTC. Its table is looked up when it is needed first; `zone` must live
  // as long as the calendar.
  Calendar(const std::string& zone, std::int64_t now) : zone_(zone), now_(now) {}

  std::int64_t now() const { return now_; }
  std::int64_t today() const { return day_of(now_); }

  // The local day of an instant. Days never go back: where clocks are set back over midnight, the
  // new day goes on.
  std::int64_t day_of(std::int64_t instant) const;
  // The first instant of a local day.
  std::int64_t start_of_day(std::int64_t day) const;
  // Another day at the same local time; a time the clocks skip means as much later.
  std::optional<std::int64_t> move_days(std::int64_t instant, std::int64_t days) const;
  std::optional<std::int64_t> move_months(std::int64_t instant, std::int64_t months) const;

  const std::vector<ZoneOffset>& offsets() const;
  // The local time from which on the offset of entry i (not the first) is the one to subtract.
  std::int64_t local_from(std::size_t i) const;

 private:
  std::int64_t offset_at(std::int64_t instant) const;
  std::int64_t to_instant(std::int64_t local) const;

  const std::string& zone_;
  std::int64_t now_;
  mutable std::shared_ptr<const std::vector<ZoneOffset>> offsets_;
};

// Nothing when the result is out of range. The 31st becomes the last day of a shorter month.
std::optional<std::int64_t> add_days(std::int64_t day, std::int64_t days);
std::optional<std::int64_t> add_months(std::int64_t day, std::int64_t months);
// The first day on or after `today` with the day and month of `day`; 29 February becomes the 28th.
std::optional<std::int64_t> anniversary(std::int64_t day, std::int64_t today);

std::int64_t floor_divide(std::int64_t value, std::int64_t by);

}  // namespace kontor::expr
