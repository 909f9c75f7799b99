// The little patterns of numbering plans: digits, classes, groups, alternatives and counts, as in
// "(?:15|1[67])\d{7,8}". Matching follows all ways at once, so no pattern and no input is slow.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kontor {

// Bit n is set when the pattern can match exactly the first n digits. `digits` holds ASCII digits
// only, at most 30. An empty pattern matches nothing but the empty beginning.
std::uint32_t match_ends(std::string_view pattern, std::string_view digits);

bool matches_whole(std::string_view pattern, std::string_view digits);
bool matches_beginning(std::string_view pattern, std::string_view digits);

// The digits in the captures of a pattern that is a row of plain groups, "(\d{3})(\d{4,9})", each
// as long as possible; nothing if it does not match as a whole.
std::optional<std::vector<std::string_view>> split_groups(std::string_view pattern,
                                                          std::string_view digits);

}  // namespace kontor
