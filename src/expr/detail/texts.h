// What the text functions do, in a form that SQL can do exactly as well.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace kontor::expr {

// The characters that trim() takes away, one after the other.
const std::string& blanks();
std::string trim_blanks(std::string_view text);

// Code points from the beginning or the end.
std::string_view first_points(std::string_view text, std::int64_t count);
std::string_view last_points(std::string_view text, std::int64_t count);

// A mapping of code points: the n-th of `from` becomes the n-th of `to`.
struct CaseMap {
  std::string from, to;
};
// What fold_case does.
const CaseMap& folding();
// Capitals, but only where `=` sees no difference: "ß" stays.
const CaseMap& capitals();
std::string to_capitals(std::string_view text);

}  // namespace kontor::expr
