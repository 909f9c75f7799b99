#include "records/import/address_split.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <vector>

#include "base/country.h"
#include "base/text.h"

namespace kontor::importing {
namespace {

using std::string_view;

// Where the postal code stands in the line with the place.
enum class Layout { code_place, place_code, place_region_code };

struct CountryLayout {
  string_view country;
  Layout layout;
  // Shapes of the code: 9 a digit, A a letter, blanks and dashes themselves.
  std::array<string_view, 6> shapes;
};

constexpr CountryLayout kLayouts[] = {
    {"DE", Layout::code_place, {"99999"}},
    {"AT", Layout::code_place, {"9999"}},
    {"CH", Layout::code_place, {"9999"}},
    {"LI", Layout::code_place, {"9999"}},
    {"LU", Layout::code_place, {"9999"}},
    {"BE", Layout::code_place, {"9999"}},
    {"DK", Layout::code_place, {"9999"}},
    {"NO", Layout::code_place, {"9999"}},
    {"HU", Layout::code_place, {"9999"}},
    {"SI", Layout::code_place, {"9999"}},
    {"BG", Layout::code_place, {"9999"}},
    {"FR", Layout::code_place, {"99999"}},
    {"IT", Layout::code_place, {"99999"}},
    {"ES", Layout::code_place, {"99999"}},
    {"FI", Layout::code_place, {"99999"}},
    {"HR", Layout::code_place, {"99999"}},
    {"TR", Layout::code_place, {"99999"}},
    {"EE", Layout::code_place, {"99999"}},
    {"UA", Layout::code_place, {"99999"}},
    {"SE", Layout::code_place, {"999 99", "99999"}},
    {"CZ", Layout::code_place, {"999 99", "99999"}},
    {"SK", Layout::code_place, {"999 99", "99999"}},
    {"GR", Layout::code_place, {"999 99", "99999"}},
    {"PL", Layout::code_place, {"99-999"}},
    {"PT", Layout::code_place, {"9999-999", "9999"}},
    {"NL", Layout::code_place, {"9999 AA", "9999AA"}},
    {"RO", Layout::code_place, {"999999"}},
    {"GB", Layout::place_code, {"A9 9AA", "A99 9AA", "AA9 9AA", "AA99 9AA", "A9A 9AA", "AA9A 9AA"}},
    {"US", Layout::place_region_code, {"99999", "99999-9999"}},
    {"CA", Layout::place_region_code, {"A9A 9A9"}},
    {"AU", Layout::place_region_code, {"9999"}},
};

const CountryLayout* layout_of(string_view country) {
  const auto* found = std::ranges::find(kLayouts, country, &CountryLayout::country);
  return found == std::end(kLayouts) ? nullptr : found;
}

bool fits(string_view text, string_view shape) {
  if (shape.empty() || text.size() != shape.size()) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    const bool good = shape[i] == '9'   ? std::isdigit(c)
                      : shape[i] == 'A' ? std::isalpha(c)
                                        : c == shape[i];
    if (!good) return false;
  }
  return true;
}

// How many bytes of `text` are a postal code, at its beginning or its end.
std::size_t code_at(string_view text, const CountryLayout& layout, bool at_end) {
  std::size_t longest = 0;
  for (auto shape : layout.shapes) {
    if (shape.size() > text.size()) continue;
    const auto part =
        at_end ? text.substr(text.size() - shape.size()) : text.substr(0, shape.size());
    if (!fits(part, shape)) continue;
    const bool whole = shape.size() == text.size();
    const char beside = whole    ? ' '
                        : at_end ? text[text.size() - shape.size() - 1]
                                 : text[shape.size()];
    if (beside == ' ' || beside == ',') longest = std::max(longest, shape.size());
  }
  return longest;
}

string_view strip(string_view text) {
  while (true) {
    const auto shorter = trim(text);
    if (shorter.ends_with(','))
      text = shorter.substr(0, shorter.size() - 1);
    else if (shorter.starts_with(','))
      text = shorter.substr(1);
    else
      return shorter;
  }
}

std::vector<std::string> lines_of(string_view text) {
  std::vector<std::string> lines;
  const bool one_line = text.find('\n') == string_view::npos;
  while (!text.empty()) {
    const auto end = text.find(one_line ? ',' : '\n');
    std::string line = tidy_line(strip(text.substr(0, end)));
    if (!line.empty()) lines.push_back(std::move(line));
    if (end == string_view::npos) break;
    text.remove_prefix(end + 1);
  }
  return lines;
}

bool is_place(string_view text) {
  return !text.empty() && text.size() <= 80 &&
         std::ranges::none_of(text, [](unsigned char c) { return c == '@' || c == ':'; }) &&
         !std::isdigit(static_cast<unsigned char>(text.front()));
}

// "D-50667 Köln": the sign of the country before the code.
std::optional<std::string> take_country_prefix(string_view& line) {
  constexpr string_view kSigns[][2] = {{"DE", "DE"}, {"D", "DE"},  {"AT", "AT"}, {"A", "AT"},
                                       {"CH", "CH"}, {"FL", "LI"}, {"LI", "LI"}, {"LU", "LU"},
                                       {"L", "LU"},  {"FR", "FR"}, {"F", "FR"},  {"NL", "NL"},
                                       {"BE", "BE"}, {"B", "BE"},  {"IT", "IT"}, {"I", "IT"},
                                       {"DK", "DK"}, {"PL", "PL"}, {"CZ", "CZ"}, {"SE", "SE"}};
  for (const auto& [sign, country] : kSigns) {
    if (!line.starts_with(sign)) continue;
    auto rest = line.substr(sign.size());
    const bool dash =
        rest.starts_with('-') || rest.starts_with(" - ") || rest.starts_with("\u2013");
    if (!dash) continue;
    const auto digit = rest.find_first_of("0123456789");
    if (digit == string_view::npos || digit > 4) continue;
    line = rest.substr(digit);
    return std::string(country);
  }
  return {};
}

bool read_code_place(string_view line, const CountryLayout& layout, AddressParts& parts) {
  const auto size = code_at(line, layout, false);
  const auto place = size ? strip(line.substr(size)) : string_view();
  if (size == 0 || !is_place(place)) return false;
  parts.postal_code = line.substr(0, size);
  parts.place = place;
  return true;
}

// "London SW1A 1AA", or the code on a line of its own below the place.
bool read_place_code(string_view line, const std::string* above, const CountryLayout& layout,
                     AddressParts& parts) {
  const auto size = code_at(line, layout, true);
  if (size == 0) return false;
  const auto place = strip(line.substr(0, line.size() - size));
  if (place.empty() && !above) return false;
  const string_view town = place.empty() ? string_view(*above) : place;
  if (!is_place(town)) return false;
  parts.postal_code = line.substr(line.size() - size);
  parts.place = town;
  return true;
}

// "Plainview, NY 11803". A region written out cannot be told from the place, so it must be two or
// three letters.
bool read_place_region_code(string_view line, const CountryLayout& layout, AddressParts& parts) {
  const auto size = code_at(line, layout, true);
  if (size == 0) return false;
  const auto rest = strip(line.substr(0, line.size() - size));
  const auto blank = rest.find_last_of(", ");
  if (blank == string_view::npos) return false;
  const auto region = rest.substr(blank + 1), place = strip(rest.substr(0, blank));
  const bool letters = std::ranges::all_of(region, [](unsigned char c) { return std::isupper(c); });
  if (region.size() < 2 || region.size() > 3 || !letters || !is_place(place)) return false;
  parts.postal_code = line.substr(line.size() - size);
  parts.region = region;
  parts.place = place;
  return true;
}

std::string joined(const std::vector<std::string>& lines, std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += (i ? ", " : "") + lines[i];
  return text;
}

// Tries line `index` as the one with the place; street is what stands above.
bool read_place_line(const std::vector<std::string>& lines, std::size_t index, string_view country,
                     AddressParts& parts) {
  string_view line = lines[index];
  const auto sign = take_country_prefix(line);
  const CountryLayout* layout = layout_of(sign ? string_view(*sign) : country);
  if (!layout) return false;
  std::size_t street_lines = index;
  switch (layout->layout) {
    case Layout::code_place:
      if (!read_code_place(line, *layout, parts)) return false;
      break;
    case Layout::place_code: {
      const std::string* above = index > 0 ? &lines[index - 1] : nullptr;
      if (!read_place_code(line, above, *layout, parts)) return false;
      if (above && parts.place == *above) --street_lines;
      break;
    }
    case Layout::place_region_code:
      if (!read_place_region_code(line, *layout, parts)) return false;
      break;
  }
  if (sign && parts.country.empty()) parts.country = *sign;
  parts.street = joined(lines, street_lines);
  return true;
}

}  // namespace

AddressParts split_address(std::string_view text, std::string_view default_country) {
  auto lines = lines_of(text);
  AddressParts parts;
  if (lines.empty()) return parts;
  if (lines.size() > 1)
    if (const auto country = find_country_code(lines.back())) {
      parts.country = *country;
      lines.pop_back();
    }
  const std::string_view country = parts.country.empty() ? default_country : parts.country;
  // The place is the last line; a region or remark behind it makes the address uncertain.
  if (read_place_line(lines, lines.size() - 1, country, parts)) {
    parts.certain = true;
    return parts;
  }
  AddressParts whole;
  whole.street = tidy_line(text.find('\n') == std::string_view::npos
                               ? std::string(text)
                               : joined(lines_of(text), lines_of(text).size()));
  return whole;
}

}  // namespace kontor::importing
