// Telephone numbers: from any spelling to E.164 and back to what people read, by the world's
// numbering plans (phone_tables.inc, made by tools/make_phone_tables).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kontor {

struct PhoneNumber {
  std::string e164;       // "+493012345678"
  std::string country;    // ISO 3166 ("DE"); empty for numbers of no country (+800 ...)
  std::string extension;  // digits behind "ext.", "Durchwahl", ";ext="; usually empty
  bool valid = false;     // the plan has such numbers; else only the length is possible
  bool mobile = false;    // certainly a mobile number
  bool operator==(const PhoneNumber&) const = default;
};

// Reads "+49 (0) 30 / 123-456", "0049 30 123456", "030 123456", "tel:+4930123456;ext=12". Numbers
// without country code belong to `default_country`. Nothing when it is no possible number, or has
// words in it or two numbers: such text is kept as it was typed.
std::optional<PhoneNumber> parse_phone(std::string_view text,
                                       std::string_view default_country = "DE");

// "+49 30 123456" and "030 123456". Text that is no E.164 number comes back unchanged.
std::string format_phone_international(std::string_view e164);
std::string format_phone_national(std::string_view e164);

// What the search index holds for a number: its international, national and local digits, and the
// digits backwards behind kReversedMark, so that the last ones find it too.
inline constexpr std::string_view kReversedMark = "ßr";
std::vector<std::string> phone_search_tokens(std::string_view e164);

// The beginnings of tokens that a typed query means if it looks like a number of at least 4 digits,
// alternatives all; empty if it does not.
std::vector<std::string> phone_query_prefixes(std::string_view query,
                                              std::string_view default_country = "DE");

}  // namespace kontor
