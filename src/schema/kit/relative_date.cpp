#include "schema/kit/relative_date.h"

#include <charconv>

namespace kontor::schema {
namespace {

std::optional<int> take_number(std::string_view& text) {
  int number = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || number < 0 || number > 100'000) return {};
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return number;
}

std::optional<Date> shifted(Date date, char unit, int count) {
  switch (unit) {
    case 'd':
      return add(Period::day, date, count);
    case 'w':
      return add(Period::week, date, count);
    case 'm':
      return add(Period::month, date, count);
    case 'y':
      return add(Period::year, date, count);
    default:
      return {};
  }
}

}  // namespace

std::optional<Date> sample_date(std::string_view text, Date today) {
  constexpr std::string_view kToday = "today";
  if (!text.starts_with(kToday)) return parse_date(text);
  text.remove_prefix(kToday.size());
  std::optional<Date> date = today;
  while (date && !text.empty()) {
    if (text.front() != '+' && text.front() != '-') return {};
    int sign = text.front() == '-' ? -1 : 1;
    text.remove_prefix(1);
    auto count = take_number(text);
    if (!count) return {};
    bool has_unit = !text.empty() && text.front() != '+' && text.front() != '-';
    date = shifted(*date, has_unit ? text.front() : 'd', sign * *count);
    if (has_unit) text.remove_prefix(1);
  }
  return date;
}

std::optional<Instant> sample_instant(std::string_view text, Date today) {
  auto blank = text.find(' ');
  if (blank == std::string_view::npos) return {};
  auto date = sample_date(text.substr(0, blank), today);
  if (!date) return {};
  return parse_instant(to_string(*date) + "T" + std::string(text.substr(blank + 1)) + ":00Z");
}

}  // namespace kontor::schema
