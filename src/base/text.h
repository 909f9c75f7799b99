// Text: UTF-8 everywhere, compared by case folding, sorted by German dictionary order (DIN 5007-1).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace kontor {

// Well-formed UTF-8: no overlong forms, no surrogates, nothing above U+10FFFF.
bool is_utf8(std::string_view text);
bool is_ascii(std::string_view text);

// Each broken sequence becomes U+FFFD.
std::string to_valid_utf8(std::string_view text);

// What a one-line field stores: valid UTF-8, NFC, without control characters, runs of white space
// as one blank, trimmed.
std::string tidy_line(std::string_view text);

// What a field of several lines stores: valid UTF-8, NFC, line ends as \n, no control characters
// but tab and \n, no blanks at the end.
std::string tidy_text(std::string_view text);

// Without white space (Unicode's White_Space, and the zero-width and byte-order marks that spread-
// sheets leave behind) at both ends.
std::string_view trim(std::string_view text);
std::string_view trim_end(std::string_view text);

// Unicode simple case folding, code point by code point; what `=` compares. "ß" stays different
// from "ss" and "ü" from "u". Broken sequences become U+FFFD.
std::string fold_case(std::string_view text);

// Bytes whose memcmp order is the order people expect: umlauts beside their vowel, case ignored.
// sort_key(a) == sort_key(b) exactly when fold_case(a) == fold_case(b). At most kMaxSortKey bytes:
// longer texts are ordered by their beginning, with a hash of the whole as the last resort.
inline constexpr std::size_t kMaxSortKey = 400;
std::string sort_key(std::string_view text);

// Changes when stored keys no longer agree with sort_key(): they must then be made anew.
std::string sort_key_version();

// The longest beginning of at most max_bytes bytes that does not cut a letter from its accents, or
// an emoji in two. `text` must be valid UTF-8.
std::string_view truncate(std::string_view text, std::size_t max_bytes);

// Code points of valid UTF-8.
std::size_t length(std::string_view text);

}  // namespace kontor
