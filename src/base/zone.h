// Time zones by IANA id, from ICU's tables.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"

namespace kontor {

// Wall-clock time at some place: microseconds since midnight of a date.
struct LocalTime {
  Date date;
  std::int64_t micros = 0;
  auto operator<=>(const LocalTime&) const = default;
};

// From `at` on, local time is UTC plus `offset` microseconds.
struct OffsetChange {
  Instant at;
  std::int64_t offset = 0;
};

// Immutable and cheap to copy; may be used from any thread.
class TimeZone {
 public:
  // Nothing for an id that the tables do not know ("Europe/Berlin", "UTC").
  static std::optional<TimeZone> find(std::string_view id);
  static TimeZone utc();

  const std::string& id() const;
  LocalTime local(Instant instant) const;
  Date date_of(Instant instant) const { return local(instant).date; }

  // A time the clocks skip means the moment after the gap; one that happens twice, its first
  // passing.
  Instant instant(LocalTime local) const;

  // The first instant of the day: usually midnight, later where the clocks skip it.
  Instant start_of_day(Date date) const { return instant({date, 0}); }
  // The first instant of the period in which the instant lies here.
  Instant start_of(Period period, Instant in) const {
    return start_of_day(kontor::start_of(period, date_of(in)));
  }

  // The offset at `from`, and each change of it after that and before `to`.
  std::vector<OffsetChange> offsets(Instant from, Instant to) const;

 private:
  struct Rules;
  explicit TimeZone(std::shared_ptr<const Rules> rules) : rules_(std::move(rules)) {}
  std::shared_ptr<const Rules> rules_;
};

}  // namespace kontor
