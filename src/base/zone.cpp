#include "base/zone.h"

#include <map>
#include <mutex>
#include <unicode/basictz.h>
#include <unicode/timezone.h>
#include <unicode/tztrans.h>

namespace kontor {
namespace {

constexpr std::int64_t kMicrosPerMilli = 1000;

// ICU counts milliseconds in doubles; whole milliseconds stay exact there.
double to_icu(std::int64_t micros) {
  const std::int64_t floor = micros / kMicrosPerMilli - (micros % kMicrosPerMilli < 0);
  return static_cast<double>(floor);
}

}  // namespace

struct TimeZone::Rules {
  std::string id;
  std::unique_ptr<icu::BasicTimeZone> zone;
};

std::optional<TimeZone> TimeZone::find(std::string_view id) {
  constexpr std::size_t kMaxId = 64;
  if (id.empty() || id.size() > kMaxId) return {};
  static std::mutex mutex;
  static std::map<std::string, std::shared_ptr<const Rules>, std::less<>> known;
  const std::lock_guard lock(mutex);
  if (auto found = known.find(id); found != known.end()) return TimeZone(found->second);

  const auto wide = icu::UnicodeString::fromUTF8(icu::StringPiece(id.data(), id.size()));
  std::unique_ptr<icu::TimeZone> zone(icu::TimeZone::createTimeZone(wide));
  if (*zone == icu::TimeZone::getUnknown()) return {};
  auto* basic = dynamic_cast<icu::BasicTimeZone*>(zone.get());
  if (!basic) return {};
  zone.release();
  auto rules = std::make_shared<const Rules>(
      Rules{std::string(id), std::unique_ptr<icu::BasicTimeZone>(basic)});
  known.emplace(id, rules);
  return TimeZone(rules);
}

TimeZone TimeZone::utc() {
  return *find("UTC");
}

const std::string& TimeZone::id() const {
  return rules_->id;
}

LocalTime TimeZone::local(Instant instant) const {
  std::int32_t raw = 0, daylight = 0;
  UErrorCode status = U_ZERO_ERROR;
  rules_->zone->getOffset(to_icu(instant.micros), false, raw, daylight, status);
  const std::int64_t here = instant.micros + (std::int64_t{raw} + daylight) * kMicrosPerMilli;
  const std::int64_t day = here / kMicrosPerDay - (here % kMicrosPerDay < 0);
  return {Date{static_cast<std::int32_t>(day)}, here - day * kMicrosPerDay};
}

Instant TimeZone::instant(LocalTime local) const {
  const std::int64_t here = local.date.days * kMicrosPerDay + local.micros;
  std::int32_t raw = 0, daylight = 0;
  UErrorCode status = U_ZERO_ERROR;
  rules_->zone->getOffsetFromLocal(to_icu(here), UCAL_TZ_LOCAL_FORMER, UCAL_TZ_LOCAL_FORMER, raw,
                                   daylight, status);
  return {here - (std::int64_t{raw} + daylight) * kMicrosPerMilli};
}

std::vector<OffsetChange> TimeZone::offsets(Instant from, Instant to) const {
  const LocalTime first = local(from);
  std::vector<OffsetChange> all{
      {from, first.date.days * kMicrosPerDay + first.micros - from.micros}};
  icu::TimeZoneTransition change;
  double at = to_icu(from.micros);
  while (rules_->zone->getNextTransition(at, false, change) &&
         change.getTime() < to_icu(to.micros)) {
    at = change.getTime();
    const icu::TimeZoneRule& after = *change.getTo();
    const std::int64_t offset =
        (std::int64_t{after.getRawOffset()} + after.getDSTSavings()) * kMicrosPerMilli;
    if (offset == all.back().offset) continue;  // another name, the same time
    all.push_back({{static_cast<std::int64_t>(at) * kMicrosPerMilli}, offset});
  }
  return all;
}

}  // namespace kontor
