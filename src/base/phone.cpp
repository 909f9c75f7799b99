#include "base/phone.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <span>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include "base/phone_pattern.h"
#include "base/text.h"

namespace kontor {
namespace {

using std::string_view;

struct Format {
  string_view pattern;        // "(\d{3})(\d{3,12})"
  string_view layout;         // "$1 $2"
  string_view leading;        // the number begins like this; empty: any
  string_view national;       // what becomes of "$1" inside the country: "0$1"
  string_view international;  // another layout; "NA": not written internationally
};

struct Country {
  string_view id, code;
  string_view exit;     // dialled to leave the country ("00")
  string_view pattern;  // every number of the plan
  string_view strip;    // dialled in front inside the country
  string_view local;    // shape of numbers without their area code,
  string_view area;     // which is this
  string_view trunk;    // "0"
  string_view leading;  // how its numbers begin, where countries share a code
  string_view kinds;    // all its numbers, where countries share a code
  string_view mobile;
  std::int32_t lengths;  // bit n: numbers of n digits exist
  std::int16_t first_format, format_count;
};

#include "base/phone_tables.inc"

constexpr std::size_t kMaxText = 64;
constexpr std::size_t kMaxDigits =
    17;  // E.164 has 15 with the code; some plans in the tables exceed it
constexpr std::size_t kMinQueryDigits = 4;

// Where the countries of each calling code begin in the table; -1: there is no such code.
constexpr auto kPlansByCode = [] {
  std::array<std::int16_t, 1000> table;
  table.fill(-1);
  for (std::size_t i = std::size(kCountries); i-- > 0;) {
    int code = 0;
    for (const char c : kCountries[i].code) code = code * 10 + (c - '0');
    table[code] = static_cast<std::int16_t>(i);
  }
  return table;
}();

const Country* find_country(string_view id) {
  const auto* found = std::ranges::find(kCountries, id, &Country::id);
  return id.empty() || found == std::end(kCountries) ? nullptr : found;
}

// The countries of the calling code that `digits` begin with; calling codes are prefix-free.
std::span<const Country> plans_of(string_view digits) {
  int code = 0;
  for (const char c : digits.substr(0, 3)) {
    code = code * 10 + (c - '0');
    if (code == 0) break;
    if (kPlansByCode[code] < 0) continue;
    const auto* first = kCountries + kPlansByCode[code];
    const auto* last = first;
    while (last != std::end(kCountries) && last->code == first->code) ++last;
    return {first, last};
  }
  return {};
}

bool possible(const Country& country, string_view digits) {
  return digits.size() < 31 && (country.lengths >> digits.size() & 1);
}

// What was typed, cleaned: a leading plus and digits; `extension` cut off.
struct Typed {
  bool plus = false;
  std::string digits;
  std::string extension;
};

bool is_separator(UChar32 c) {
  if (c < 0x80)
    return c == ' ' || c == '-' || c == '/' || c == '.' || c == '(' || c == ')' || c == '\t';
  return u_isUWhiteSpace(c) || u_charType(c) == U_DASH_PUNCTUATION ||
         u_charType(c) == U_FORMAT_CHAR || c == 0x2212 || c == 0x00AD;
}

// Cuts "... Durchwahl 12" off the text and answers the 12.
std::string take_extension(std::string& folded) {
  constexpr std::array<string_view, 10> kWords = {
      ";ext=", "durchwahl", "nebenstelle", "extension", "ext.", "ext", "dw.", "dw", "app.", "x"};
  for (auto word : kWords) {
    const auto at = folded.rfind(word);
    if (at == std::string::npos || at == 0) continue;
    const auto digits = trim(string_view(folded).substr(at + word.size()));
    if (digits.empty() || digits.size() > 7 ||
        digits.find_first_not_of("0123456789") != string_view::npos)
      return {};
    std::string extension(digits);
    folded.resize(trim_end(string_view(folded).substr(0, at)).size());
    return extension;
  }
  return {};
}

// "(0)" behind a country code is what callers inside the country dial; Italy's zero is part of the
// number.
void drop_bracketed_zero(std::string& text) {
  const bool international = text.starts_with("+") || text.starts_with("00");
  const bool italian = text.find("39") <= 2;
  if (const auto at = text.find("(0)"); international && !italian && at != std::string::npos)
    text.erase(at, 3);
}

std::optional<Typed> read_typed(string_view text) {
  if (text.size() > kMaxText) return {};
  std::string folded = fold_case(trim(text));
  for (string_view scheme : {"tel:", "callto:", "sip:"})
    if (folded.starts_with(scheme)) folded.erase(0, scheme.size());
  Typed typed;
  typed.extension = take_extension(folded);
  drop_bracketed_zero(folded);
  for (std::size_t at = 0; at < folded.size();) {
    UChar32 c;
    U8_NEXT_OR_FFFD(reinterpret_cast<const std::uint8_t*>(folded.data()), at, folded.size(), c);
    if (const int digit = u_charDigitValue(c); digit >= 0) {
      typed.digits += static_cast<char>('0' + digit);
    } else if ((c == '+' || c == 0xFF0B) && typed.digits.empty() && !typed.plus) {
      typed.plus = true;
    } else if (!is_separator(c)) {
      return {};
    }
  }
  if (typed.digits.empty() || typed.digits.size() > kMaxDigits + 4) return {};
  return typed;
}

// Cuts off what callers inside the country dial in front, unless that makes a good number bad.
std::string without_trunk(const Country& country, string_view digits) {
  if (!country.local.empty() && matches_whole(country.local, digits))
    return std::string(country.area) + std::string(digits);
  const std::uint32_t ends = country.strip.empty() ? 0 : match_ends(country.strip, digits) & ~1u;
  if (!ends) return std::string(digits);
  const auto rest = digits.substr(31 - std::countl_zero(ends));
  if (matches_whole(country.pattern, digits) && !matches_whole(country.pattern, rest))
    return std::string(digits);
  return std::string(rest);
}

// Which of the countries that share a calling code a national number belongs to.
const Country& owner_of(std::span<const Country> plans, string_view national) {
  for (const auto& country : plans) {
    if (plans.size() == 1) break;
    const bool its = country.leading.empty() ? matches_whole(country.kinds, national)
                                             : matches_beginning(country.leading, national);
    if (its) return country;
  }
  return plans.front();
}

std::optional<PhoneNumber> number_in(std::span<const Country> plans, string_view digits) {
  const std::string national = without_trunk(plans.front(), digits);
  const Country& country = owner_of(plans, national);
  if (national.size() > kMaxDigits || !possible(country, national)) return {};
  // Where countries share a code the plan of one covers numbers of all.
  const bool valid = matches_whole(country.pattern, national) &&
                     (country.kinds.empty() || matches_whole(country.kinds, national));
  return PhoneNumber{"+" + std::string(country.code) + national,
                     std::string(country.id),
                     {},
                     valid,
                     !country.mobile.empty() && matches_whole(country.mobile, national)};
}

std::optional<PhoneNumber> international_number(string_view digits) {
  const auto plans = plans_of(digits);
  if (plans.empty()) return {};
  return number_in(plans, digits.substr(plans.front().code.size()));
}

std::optional<PhoneNumber> national_number(const Country& home, string_view digits) {
  const std::string national = without_trunk(home, digits);
  const auto plans = plans_of(home.code);
  // A spreadsheet may have eaten the plus: 49171... is no German number, but +49171... is.
  if (!matches_whole(home.pattern, national) && digits.starts_with(home.code)) {
    auto number = international_number(digits);
    if (number && number->valid) return number;
  }
  const Country& country = home.local.empty() ? owner_of(plans, national) : home;
  if (!possible(country, national)) return {};
  auto number = international_number(std::string(home.code) + national);
  if (number && number->country.empty()) number->country = home.id;
  return number;
}

std::optional<PhoneNumber> interpret(const Typed& typed, const Country* home) {
  if (typed.plus) return international_number(typed.digits);
  if (home && !home->exit.empty()) {
    const std::uint32_t ends =
        match_ends(home->exit, string_view(typed.digits).substr(0, 30)) & ~1u;
    if (ends) {
      const auto rest = string_view(typed.digits).substr(31 - std::countl_zero(ends));
      auto number = international_number(rest);
      if (number || typed.digits.starts_with("00")) return number;
    }
  }
  if (!home) return {};
  return national_number(*home, typed.digits);
}

// --- Writing

const Format* format_for(string_view national, std::span<const Country> plans) {
  const auto formats =
      std::span(kFormats).subspan(plans.front().first_format, plans.front().format_count);
  for (const auto& format : formats)
    if ((format.leading.empty() || matches_beginning(format.leading, national)) &&
        matches_whole(format.pattern, national))
      return &format;
  return nullptr;
}

// "$1 $2" with the groups put in.
std::string lay_out(string_view layout, const std::vector<string_view>& groups) {
  std::string out;
  for (std::size_t i = 0; i < layout.size(); ++i) {
    const bool group = layout[i] == '$' && i + 1 < layout.size();
    const std::size_t index = group ? layout[i + 1] - '1' : 0;
    if (group && index < groups.size()) {
      out += groups[index];
      ++i;
    } else {
      out += layout[i];
    }
  }
  return out;
}

struct Parts {
  std::span<const Country> plans;
  string_view national;
  std::vector<string_view> groups;  // empty without a format
  const Format* format = nullptr;
};

std::optional<Parts> take_apart(string_view e164) {
  if (e164.size() < 4 || e164.front() != '+' || e164.size() > 2 * kMaxDigits) return {};
  e164.remove_prefix(1);
  if (e164.find_first_not_of("0123456789") != string_view::npos) return {};
  Parts parts;
  parts.plans = plans_of(e164);
  if (parts.plans.empty()) return {};
  parts.national = e164.substr(parts.plans.front().code.size());
  parts.format = format_for(parts.national, parts.plans);
  if (parts.format)
    parts.groups = split_groups(parts.format->pattern, parts.national).value_or(parts.groups);
  return parts;
}

std::string digits_of(string_view text) {
  std::string digits;
  for (char c : text)
    if (c >= '0' && c <= '9') digits += c;
  return digits;
}

std::string reversed(string_view digits) {
  return std::string(kReversedMark) + std::string(digits.rbegin(), digits.rend());
}

}  // namespace

std::optional<PhoneNumber> parse_phone(string_view text, string_view default_country) {
  const auto typed = read_typed(text);
  if (!typed) return {};
  auto number = interpret(*typed, find_country(default_country));
  if (number) number->extension = typed->extension;
  return number;
}

std::string format_phone_international(string_view e164) {
  const auto parts = take_apart(e164);
  if (!parts) return std::string(e164);
  std::string out = "+" + std::string(parts->plans.front().code) + " ";
  if (parts->groups.empty()) return out + std::string(parts->national);
  const auto& format = *parts->format;
  const bool own = !format.international.empty() && format.international != "NA";
  bool blank = true;  // every run of separators becomes one blank
  for (char c : lay_out(own ? format.international : format.layout, parts->groups)) {
    const bool digit = c >= '0' && c <= '9';
    if (digit) out += c;
    if (!digit && !blank) out += ' ';
    blank = !digit;
  }
  return out;
}

std::string format_phone_national(string_view e164) {
  const auto parts = take_apart(e164);
  if (!parts) return std::string(e164);
  if (parts->groups.empty())
    return std::string(parts->plans.front().trunk) + std::string(parts->national);
  std::string layout(parts->format->layout);
  // The rule says how the first group is written at home: "0$1".
  if (const auto& rule = parts->format->national; !rule.empty())
    if (const auto at = layout.find('$'); at != std::string::npos) {
      std::string first(rule);
      if (const auto group = first.find("$1"); group != std::string::npos)
        first.replace(group, 2, layout.substr(at, 2));
      layout.replace(at, 2, first);
    }
  return lay_out(layout, parts->groups);
}

std::vector<std::string> phone_search_tokens(string_view e164) {
  const auto parts = take_apart(e164);
  if (!parts) return {};
  const std::string whole = digits_of(e164);
  std::vector<std::string> tokens = {whole, digits_of(format_phone_national(e164)),
                                     reversed(whole)};
  if (parts->groups.size() > 1)
    tokens.push_back(std::string(parts->national.substr(parts->groups.front().size())));
  std::ranges::sort(tokens);
  tokens.erase(std::ranges::unique(tokens).begin(), tokens.end());
  return tokens;
}

std::vector<std::string> phone_query_prefixes(string_view query, string_view default_country) {
  const auto typed = read_typed(query);
  if (!typed || typed->digits.size() < kMinQueryDigits) return {};
  const Country* home = find_country(default_country);
  std::string digits = typed->digits;
  bool international = typed->plus;
  if (!international && home && !home->exit.empty()) {
    const std::uint32_t ends = match_ends(home->exit, string_view(digits).substr(0, 30)) & ~1u;
    if (ends) digits.erase(0, 31 - std::countl_zero(ends));
    international = ends != 0;
  }
  std::vector<std::string> prefixes = {digits};
  if (international) {
    // "+49 030..." as some write it: the zero is not dialled from abroad.
    if (const auto plans = plans_of(digits); !plans.empty()) {
      const auto code = plans.front().code;
      const auto rest = string_view(digits).substr(code.size());
      prefixes.push_back(std::string(code) + without_trunk(plans.front(), rest));
    }
  } else {
    const std::string national = home ? without_trunk(*home, digits) : digits;
    if (home) prefixes.push_back(std::string(home->code) + national);
    if (national.size() >= kMinQueryDigits) prefixes.push_back(reversed(national));
  }
  std::ranges::sort(prefixes);
  prefixes.erase(std::ranges::unique(prefixes).begin(), prefixes.end());
  return prefixes;
}

}  // namespace kontor
