#include "base/decimal.h"

#include <algorithm>
#include <cstdlib>
#include <limits>
#include <vector>

namespace kontor {
namespace {

constexpr std::size_t kMaxNumberText = 64;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// The bytes that may stand between groups whatever the style: blank, U+00A0, U+2009, U+202F.
std::size_t blank_at(std::string_view text) {
  for (std::string_view blank : {" ", "\u00A0", "\u2009", "\u202F"})
    if (text.starts_with(blank)) return blank.size();
  return 0;
}

std::string_view strip_blanks(std::string_view text) {
  while (!text.empty()) {
    if (const auto size = blank_at(text))
      text.remove_prefix(size);
    else if (text.front() == '\t')
      text.remove_prefix(1);
    else
      break;
  }
  bool again = true;
  while (again) {
    again = false;
    for (std::string_view blank : {" ", "\t", "\u00A0", "\u2009", "\u202F"})
      if (text.ends_with(blank)) {
        text.remove_suffix(blank.size());
        again = true;
      }
  }
  return text;
}

// Takes a sign from either end.
bool take_sign(std::string_view& text) {
  for (std::string_view minus : {"-", "\u2212"}) {
    if (text.starts_with(minus)) {
      text = strip_blanks(text.substr(minus.size()));
      return true;
    }
    if (text.ends_with(minus)) {
      text = strip_blanks(text.substr(0, text.size() - minus.size()));
      return true;
    }
  }
  if (text.starts_with('+')) text.remove_prefix(1);
  return false;
}

struct Digits {
  std::string whole;
  std::string fraction;
  bool grouped = false;
};

std::size_t group_sign_at(std::string_view text, NumberStyle style) {
  if (style.group && text.front() == style.group) return 1;
  // The typographic apostrophe stands for the plain one.
  if (style.group == '\'' && text.starts_with("\u2019")) return 3;
  return blank_at(text);
}

std::optional<Digits> split(std::string_view text, NumberStyle style) {
  Digits digits;
  std::size_t group_digits = 0;  // since the last group sign
  bool fraction = false;
  while (!text.empty()) {
    const char c = text.front();
    if (is_digit(c)) {
      (fraction ? digits.fraction : digits.whole) += c;
      ++group_digits;
      text.remove_prefix(1);
    } else if (c == style.decimal && !fraction) {
      if (digits.grouped && group_digits != 3) return {};
      fraction = true;
      text.remove_prefix(1);
    } else if (const auto size = fraction ? 0 : group_sign_at(text, style)) {
      const bool fits = digits.grouped ? group_digits == 3 : group_digits >= 1 && group_digits <= 3;
      if (!fits) return {};
      digits.grouped = true;
      group_digits = 0;
      text.remove_prefix(size);
    } else {
      return {};
    }
  }
  if (!fraction && digits.grouped && group_digits != 3) return {};
  if (digits.whole.empty() && digits.fraction.empty()) return {};
  return digits;
}

Failure number_error(const char* key, std::string_view text) {
  return fail(Code::invalid, key, {{"text", std::string(text.substr(0, kMaxNumberText))}});
}

// The number inside "EUR 1.234,56", "12,5 %", "-3,00 €": what stands from the first to the last
// digit with the signs right beside it.
std::string_view bare_number(std::string_view text) {
  const auto first = text.find_first_of("0123456789");
  if (first == std::string_view::npos) return {};
  const auto last = text.find_last_of("0123456789");
  text = text.substr(0, last + 1);
  const bool leading_point = first > 0 && (text[first - 1] == ',' || text[first - 1] == '.');
  return text.substr(first - leading_point);
}

}  // namespace

std::int64_t power_of_ten(int exponent) {
  std::int64_t power = 1;
  while (exponent-- > 0) power *= 10;
  return power;
}

Result<std::int64_t> parse_decimal(std::string_view text, int decimals, NumberStyle style) {
  const std::string_view original = text;
  text = strip_blanks(text);
  if (text.size() > kMaxNumberText) return number_error("number.syntax", original);
  const bool negative = take_sign(text);
  auto digits = split(text, style);
  if (!digits) return number_error("number.syntax", original);
  while (static_cast<int>(digits->fraction.size()) > decimals) {
    if (digits->fraction.back() != '0') return number_error("number.decimals", original);
    digits->fraction.pop_back();
  }
  digits->fraction.resize(decimals, '0');
  Int128 value = 0;
  for (char c : digits->whole + digits->fraction) {
    value = value * 10 + (c - '0');
    if (value > Int128{1} << 64) return number_error("number.range", original);
  }
  const auto result = narrow(negative ? -value : value);
  if (!result) return number_error("number.range", original);
  return *result;
}

std::string decimal_to_string(std::int64_t value, int decimals) {
  return format_decimal(value, decimals, kPlainNumbers);
}

std::string format_decimal(std::int64_t value, int decimals, NumberStyle style) {
  const bool negative = value < 0;
  // Negating the smallest int64 overflows; its unsigned form does not.
  std::string digits = std::to_string(negative ? 0 - static_cast<std::uint64_t>(value)
                                               : static_cast<std::uint64_t>(value));
  if (static_cast<int>(digits.size()) <= decimals)
    digits.insert(0, decimals + 1 - digits.size(), '0');
  const std::size_t whole = digits.size() - decimals;
  std::string out = negative ? "-" : "";
  for (std::size_t i = 0; i < whole; ++i) {
    if (style.group && i > 0 && (whole - i) % 3 == 0) out += style.group;
    out += digits[i];
  }
  if (decimals > 0) (out += style.decimal) += digits.substr(whole);
  return out;
}

NumberGuess detect_number_style(std::span<const std::string> samples) {
  NumberGuess guess;
  std::vector<NumberStyle> fitting = {kGermanNumbers, kEnglishNumbers, kSwissNumbers};
  std::vector<std::string_view> numbers;
  for (const auto& sample : samples)
    if (auto bare = bare_number(sample); !bare.empty()) numbers.push_back(bare);
  if (numbers.empty()) return guess;
  std::erase_if(fitting, [&](NumberStyle style) {
    return !std::ranges::all_of(numbers,
                                [&](auto number) { return split(number, style).has_value(); });
  });
  if (fitting.empty()) return guess;
  // Styles that fit may still read a number differently.
  for (auto style : fitting)
    for (auto number : numbers) {
      const auto mine = split(number, style), first = split(number, fitting.front());
      if (mine->whole != first->whole || mine->fraction != first->fraction) guess.ambiguous = true;
    }
  if (!guess.ambiguous) guess.style = fitting.front();
  return guess;
}

std::optional<std::int64_t> checked_add(std::int64_t a, std::int64_t b) {
  std::int64_t result;
  if (__builtin_add_overflow(a, b, &result)) return {};
  return result;
}

std::optional<std::int64_t> checked_subtract(std::int64_t a, std::int64_t b) {
  std::int64_t result;
  if (__builtin_sub_overflow(a, b, &result)) return {};
  return result;
}

std::optional<std::int64_t> narrow(Int128 value) {
  if (value < std::numeric_limits<std::int64_t>::min() ||
      value > std::numeric_limits<std::int64_t>::max())
    return {};
  return static_cast<std::int64_t>(value);
}

Int128 divide_rounded(Int128 value, Int128 divisor) {
  if (divisor < 0) {
    value = -value;
    divisor = -divisor;
  }
  const Int128 quotient = value / divisor, rest = value % divisor;
  const Int128 distance = rest < 0 ? -rest : rest;
  if (distance < divisor - distance) return quotient;
  return quotient + (value < 0 ? -1 : 1);
}

std::optional<std::int64_t> multiply_divide(std::int64_t a, std::int64_t b, std::int64_t divisor) {
  return narrow(divide_rounded(Int128{a} * b, divisor));
}

std::optional<std::int64_t> rescale(std::int64_t value, int from_decimals, int to_decimals) {
  if (to_decimals >= from_decimals)
    return narrow(Int128{value} * power_of_ten(to_decimals - from_decimals));
  return narrow(divide_rounded(value, power_of_ten(from_decimals - to_decimals)));
}

}  // namespace kontor
