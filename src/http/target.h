// The target of a request line, taken apart: "/api/objects/person?limit=50" (RFC 3986).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kontor::http {

struct Target {
  // Percent-decoded, each without '/'. "/" has none; "/a/" has "a" and "".
  std::vector<std::string> segments;
  // Decoded names and values in their order; "+" is a blank.
  std::vector<std::pair<std::string, std::string>> query;
};

// Nothing for what is not an absolute path of valid UTF-8: broken escapes, control characters, dot
// segments, more than 64 segments or 100 parameters.
std::optional<Target> parse_target(std::string_view target);

// Undoes %XX; nothing when an escape is broken. `plus_is_blank` as in queries and forms.
std::optional<std::string> percent_decode(std::string_view text, bool plus_is_blank);
// Escapes everything but unreserved characters.
std::string percent_encode(std::string_view text);

}  // namespace kontor::http
