// Dates in sample data: fixed, or relative to the day of installation.
#pragma once

#include <optional>
#include <string_view>

#include "base/time.h"

namespace kontor::schema {

// "2020-05-14", "today", "today-3", "today+2w", "today-47y+1d" (d, w, m, y; days without a letter).
// Nothing if it is none of these.
std::optional<Date> sample_date(std::string_view text, Date today);

// A date as above, a blank and a time of day in UTC: "today-3 14:30".
std::optional<Instant> sample_instant(std::string_view text, Date today);

}  // namespace kontor::schema
