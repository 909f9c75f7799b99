// What a postal code can look like.
#include <algorithm>

#include "access/organisation/organisation.h"

namespace kontor::access {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// Digits of a code where there is exactly one form; 0: not known here.
std::size_t digits_in(std::string_view country) {
  if (country == "DE") return 5;
  if (country == "AT" || country == "CH" || country == "LI") return 4;
  return 0;
}

}  // namespace

std::string tidy_postal_code(std::string_view country, std::string_view code) {
  std::string tidy;
  for (char c : code) {
    if (c == ' ' || c == '-') continue;
    const bool letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    if (!letter && !is_digit(c)) return {};
    tidy.push_back(c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c);
  }
  const std::size_t digits = digits_in(country);
  if (digits == 0) return tidy;
  const auto first = std::ranges::find_if(tidy, is_digit);
  const std::string_view land(tidy.data(), static_cast<std::size_t>(first - tidy.begin()));
  const bool own = land.empty() || land == country || land == country.substr(0, 1) ||
                   (country == "LI" && land == "FL");
  tidy.erase(tidy.begin(), first);
  return own && tidy.size() == digits && std::ranges::all_of(tidy, is_digit) ? tidy : "";
}

}  // namespace kontor::access
