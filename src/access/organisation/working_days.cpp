#include "access/organisation/working_days.h"

#include <algorithm>
#include <array>
#include <initializer_list>

namespace kontor::access {
namespace {

constexpr std::array<std::string_view, 16> kCodes = {
    "BW", "BY", "BE", "BB", "HB", "HH", "HE", "MV", "NI", "NW", "RP", "SL", "SN", "ST", "SH", "TH"};

bool among(State state, std::initializer_list<State> states) {
  return std::ranges::find(states, state) != states.end();
}

// Holidays that move with Easter.
bool moves_with_easter(int since, State state) {
  using enum State;
  switch (since) {
    case -2:  // Good Friday
    case 1:   // Easter Monday
    case 39:  // Ascension
    case 50:  // Whit Monday
      return true;
    case 0:   // Easter Sunday
    case 49:  // Whit Sunday
      return state == BB;
    case 60:  // Corpus Christi
      return among(state, {BW, BY, HE, NW, RP, SL});
    default:
      return false;
  }
}

bool is_reformation(int year, State state) {
  using enum State;
  if (year == 2017) return true;  // five hundred years
  if (among(state, {BB, MV, SN, ST, TH})) return true;
  return year >= 2018 && among(state, {HB, HH, NI, SH});
}

// Wednesday before 23 November.
Date repentance(int year) {
  Date day = *make_date(year, 11, 22);
  while (weekday(day) != 3) --day.days;
  return day;
}

bool has_fixed_day(const CivilDate& day, State state) {
  using enum State;
  const auto on = [&](int month, int date) { return day.month == month && day.day == date; };
  if (on(1, 1) || on(5, 1) || on(10, 3) || on(12, 25) || on(12, 26)) return true;
  if (on(1, 6)) return among(state, {BW, BY, ST});
  if (on(3, 8)) return (state == BE && day.year >= 2019) || (state == MV && day.year >= 2023);
  if (on(5, 8)) return state == BE && (day.year == 2020 || day.year == 2025);
  if (on(8, 15)) return among(state, {BY, SL});
  if (on(9, 20)) return state == TH && day.year >= 2019;
  if (on(10, 31)) return is_reformation(day.year, state);
  if (on(11, 1)) return among(state, {BW, BY, NW, RP, SL});
  return false;
}

}  // namespace

std::optional<State> parse_state(std::string_view code) {
  const auto found = std::ranges::find(kCodes, code);
  if (found == kCodes.end()) return {};
  return static_cast<State>(found - kCodes.begin());
}

std::string_view to_string(State state) {
  return kCodes[static_cast<std::size_t>(state)];
}

Date easter(int year) {
  const int a = year % 19, b = year / 100, c = year % 100;
  const int d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
  const int h = (19 * a + b - d - g + 15) % 30;
  const int i = c / 4, k = c % 4;
  const int l = (32 + 2 * e + 2 * i - h - k) % 7;
  const int m = (a + 11 * h + 22 * l) / 451;
  const int n = h + l - 7 * m + 114;
  return *make_date(year, n / 31, n % 31 + 1);
}

bool is_holiday(Date date, State state) {
  const CivilDate day = civil(date);
  if (has_fixed_day(day, state)) return true;
  if (moves_with_easter(date.days - easter(day.year).days, state)) return true;
  return state == State::SN && date == repentance(day.year);
}

bool is_working_day(Date date, State state) {
  return weekday(date) <= 5 && !is_holiday(date, state);
}

Date add_working_days(Date date, int count, State state) {
  while (!is_working_day(date, state)) ++date.days;
  for (int left = count; left > 0; --left) {
    do {
      ++date.days;
    } while (!is_working_day(date, state));
  }
  return date;
}

}  // namespace kontor::access
