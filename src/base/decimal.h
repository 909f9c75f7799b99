// Exact numbers: int64 scaled by 10^decimals (0 to 6), money in minor units. No doubles anywhere.
// Rounding is always half away from zero (0.5 -> 1, -0.5 -> -1): what German bookkeeping does and
// what PostgreSQL's numeric does.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"

namespace kontor {

inline constexpr int kMaxDecimals = 6;

// How a number is written. `group` 0 means digits are not grouped when written; when read, a group
// sign is only accepted between groups of three.
struct NumberStyle {
  char decimal = ',';
  char group = '.';
  bool operator==(const NumberStyle&) const = default;
};
inline constexpr NumberStyle kGermanNumbers{',', '.'};
inline constexpr NumberStyle kEnglishNumbers{'.', ','};
inline constexpr NumberStyle kSwissNumbers{'.', '\''};
inline constexpr NumberStyle kPlainNumbers{'.', 0};  // the wire: "-1234.56"

// Reads "1.234,56" as 123456 at 2 decimals. Accepts a sign in front (also U+2212) or behind, blanks
// and no-break blanks as group sign beside the style's own. Errors: number.syntax, number.decimals
// (more decimals than the field keeps; never rounded silently), number.range.
Result<std::int64_t> parse_decimal(std::string_view text, int decimals,
                                   NumberStyle style = kPlainNumbers);

// "1234.56": as on the wire and in expressions. All decimals are written.
std::string decimal_to_string(std::int64_t value, int decimals);
// As people read it: "1.234,56".
std::string format_decimal(std::int64_t value, int decimals, NumberStyle style);

// The one style all samples agree with. Nothing when they contradict each other or do not tell
// ("1.234" alone is a thousand or one and a bit): then a person has to say. Empty samples and
// signs, currencies and percent signs around the number do not matter.
struct NumberGuess {
  std::optional<NumberStyle> style;
  bool ambiguous = false;  // several styles fit, and they disagree about a value
};
NumberGuess detect_number_style(std::span<const std::string> samples);

// --- Calculating. Nothing means overflow.

std::optional<std::int64_t> checked_add(std::int64_t a, std::int64_t b);
std::optional<std::int64_t> checked_subtract(std::int64_t a, std::int64_t b);
// a * b / divisor without losing anything in between; divisor must not be 0.
std::optional<std::int64_t> multiply_divide(std::int64_t a, std::int64_t b, std::int64_t divisor);
// The same number with other decimals; rounds when decimals are lost.
std::optional<std::int64_t> rescale(std::int64_t value, int from_decimals, int to_decimals);
// 10^exponent, 0 to 18.
std::int64_t power_of_ten(int exponent);

__extension__ typedef __int128 Int128;
Int128 divide_rounded(Int128 value, Int128 divisor);
std::optional<std::int64_t> narrow(Int128 value);

}  // namespace kontor
