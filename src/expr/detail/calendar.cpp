#include "expr/detail/calendar.h"

#include <algorithm>
#include <limits>
#include <map>
#include <mutex>

#include "base/decimal.h"
#include "base/time.h"
#include "base/zone.h"

namespace kontor::expr {
namespace {

using Offsets = std::vector<ZoneOffset>;

constexpr Instant kTableBegin{0};                      // 1970-01-01
constexpr Instant kTableEnd{47482LL * kMicrosPerDay};  // 2100-01-01

Offsets make_offsets(const std::string& zone) {
  const TimeZone found = TimeZone::find(zone).value_or(TimeZone::utc());
  Offsets offsets;
  for (const OffsetChange& change : found.offsets(kTableBegin, kTableEnd)) {
    std::int64_t from = change.at.micros;
    if (offsets.empty()) {
      from = std::numeric_limits<std::int64_t>::min();
    } else {
      const std::int64_t day = floor_divide(from - 1 + offsets.back().offset, kDayMicros);
      const std::int64_t local = from + change.offset;
      // Set back over midnight: wait until the clock shows the day again that had begun.
      if (floor_divide(local, kDayMicros) < day) from += day * kDayMicros - local;
    }
    offsets.push_back({from, change.offset});
  }
  return offsets;
}

std::shared_ptr<const Offsets> offsets_of(const std::string& zone) {
  static std::mutex mutex;
  static std::map<std::string, std::shared_ptr<const Offsets>> known;
  const std::lock_guard lock(mutex);
  auto& entry = known[TimeZone::find(zone) ? zone : "UTC"];
  if (!entry) entry = std::make_shared<const Offsets>(make_offsets(zone));
  return entry;
}

bool is_day(std::int64_t day) {
  return day >= kFirstDay && day <= kLastDay;
}
bool is_instant(std::int64_t micros) {
  return micros >= kFirstInstant && micros <= kLastInstant;
}

}  // namespace

std::int64_t floor_divide(std::int64_t value, std::int64_t by) {
  return value / by - (value % by < 0);
}

const std::vector<ZoneOffset>& Calendar::offsets() const {
  if (!offsets_) offsets_ = offsets_of(zone_);
  return *offsets_;
}

std::int64_t Calendar::offset_at(std::int64_t instant) const {
  const auto after = std::ranges::upper_bound(offsets(), instant, {}, &ZoneOffset::from);
  return std::prev(after)->offset;
}

std::int64_t Calendar::day_of(std::int64_t instant) const {
  return floor_divide(instant + offset_at(instant), kDayMicros);
}

std::int64_t Calendar::start_of_day(std::int64_t day) const {
  const Offsets& offsets = this->offsets();
  for (std::size_t i = 0; i + 1 < offsets.size(); ++i) {
    const std::int64_t begin = std::max(day * kDayMicros - offsets[i].offset, offsets[i].from);
    if (begin < offsets[i + 1].from) return begin;
  }
  return std::max(day * kDayMicros - offsets.back().offset, offsets.back().from);
}

std::int64_t Calendar::local_from(std::size_t i) const {
  return offsets()[i].from + std::max(offsets()[i - 1].offset, offsets()[i].offset);
}

std::int64_t Calendar::to_instant(std::int64_t local) const {
  std::size_t i = offsets().size() - 1;
  while (i > 0 && local < local_from(i)) --i;
  return local - offsets()[i].offset;
}

std::optional<std::int64_t> Calendar::move_days(std::int64_t instant, std::int64_t days) const {
  const std::int64_t local = instant + offset_at(instant);
  const auto day = add_days(floor_divide(local, kDayMicros), days);
  if (!day) return {};
  const std::int64_t there =
      to_instant(*day * kDayMicros + (local - floor_divide(local, kDayMicros) * kDayMicros));
  return is_instant(there) ? std::optional(there) : std::nullopt;
}

std::optional<std::int64_t> Calendar::move_months(std::int64_t instant, std::int64_t months) const {
  const std::int64_t day = day_of(instant);
  const auto there = add_months(day, months);
  return there ? move_days(instant, *there - day) : std::nullopt;
}

std::optional<std::int64_t> add_days(std::int64_t day, std::int64_t days) {
  const auto sum = checked_add(day, days);
  return sum && is_day(*sum) ? sum : std::nullopt;
}

std::optional<std::int64_t> add_months(std::int64_t day, std::int64_t months) {
  constexpr std::int64_t kMostMonths = 12 * 10'000;
  if (!is_day(day) || months < -kMostMonths || months > kMostMonths) return {};
  const CivilDate from = civil(Date{static_cast<std::int32_t>(day)});
  const std::int64_t month = from.year * 12 + from.month - 1 + months;
  if (month < 12 || month >= 12 * 10'000) return {};
  const int year = static_cast<int>(month / 12), in_year = static_cast<int>(month % 12) + 1;
  return make_date(year, in_year, std::min(from.day, days_in_month(year, in_year)))->days;
}

std::optional<std::int64_t> anniversary(std::int64_t day, std::int64_t today) {
  if (!is_day(day) || !is_day(today)) return {};
  const int year = civil(Date{static_cast<std::int32_t>(day)}).year;
  const int this_year = civil(Date{static_cast<std::int32_t>(today)}).year;
  const auto next = add_months(day, 12 * (this_year - year));
  if (next && *next >= today) return next;
  return add_months(day, 12 * (this_year + 1 - year));
}

}  // namespace kontor::expr
