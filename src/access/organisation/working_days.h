// Days people work in Germany: what "two working days" means in a deadline.
#pragma once

#include <optional>
#include <string_view>

#include "base/time.h"

namespace kontor::access {

// The sixteen states, by the second part of their ISO 3166-2 code: DE-BY is BY.
enum class State { BW, BY, BE, BB, HB, HH, HE, MV, NI, NW, RP, SL, SN, ST, SH, TH };

std::optional<State> parse_state(std::string_view code);
std::string_view to_string(State state);

// Easter Sunday of the Gregorian calendar (the algorithm of Meeus, Jones and Butcher).
Date easter(int year);

// A public holiday by the laws of the state as of 2026, for years from 1995 on; those of 31 October
// 2017 and of Berlin's 8 May 2020 and 2025 included. Holidays of single places are none (Augsburg,
// Catholic communes in Saxony and Thuringia); Assumption in Bavaria is one, as in most communes.
bool is_holiday(Date date, State state);

// Monday to Friday, and no holiday.
bool is_working_day(Date date, State state);

// `count` working days later. A deadline that starts on a free day starts with the next working day
// as if at its beginning: one working day after a Saturday is Monday's end, so Tuesday.
Date add_working_days(Date date, int count, State state);

}  // namespace kontor::access
