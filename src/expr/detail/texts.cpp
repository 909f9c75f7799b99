#include "expr/detail/texts.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include "base/text.h"

namespace kontor::expr {
namespace {

void append(std::string& text, UChar32 c) {
  char bytes[U8_MAX_LENGTH];
  std::int32_t size = 0;
  U8_APPEND_UNSAFE(bytes, size, c);
  text.append(bytes, static_cast<std::size_t>(size));
}

std::string text_of(UChar32 c) {
  std::string text;
  append(text, c);
  return text;
}

UChar32 capital(UChar32 c) {
  const UChar32 upper = u_toupper(c);
  return u_foldCase(upper, U_FOLD_CASE_DEFAULT) == u_foldCase(c, U_FOLD_CASE_DEFAULT) ? upper : c;
}

template <class Map>
CaseMap make_map(Map map) {
  CaseMap made;
  for (UChar32 c = 1; c <= UCHAR_MAX_VALUE; ++c) {
    if (U_IS_SURROGATE(c)) continue;
    const UChar32 other = map(c);
    if (other == c) continue;
    append(made.from, c);
    append(made.to, other);
  }
  return made;
}

}  // namespace

const std::string& blanks() {
  static const std::string all = [] {
    std::string text;
    for (UChar32 c = 1; c <= UCHAR_MAX_VALUE; ++c)
      if (u_isUWhiteSpace(c) || c == 0x200B || c == 0xFEFF) append(text, c);
    return text;
  }();
  return all;
}

std::string trim_blanks(std::string_view text) {
  auto is_blank = [](std::string_view point) { return blanks().find(point) != std::string::npos; };
  while (!text.empty() && is_blank(first_points(text, 1)))
    text.remove_prefix(first_points(text, 1).size());
  while (!text.empty() && is_blank(last_points(text, 1)))
    text.remove_suffix(last_points(text, 1).size());
  return std::string(text);
}

std::string_view first_points(std::string_view text, std::int64_t count) {
  const auto size = static_cast<std::int32_t>(text.size());
  std::int32_t at = 0;
  for (; count > 0 && at < size; --count) U8_FWD_1(text.data(), at, size);
  return text.substr(0, static_cast<std::size_t>(at));
}

std::string_view last_points(std::string_view text, std::int64_t count) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  auto at = static_cast<std::int32_t>(text.size());
  for (; count > 0 && at > 0; --count) U8_BACK_1(bytes, 0, at);
  return text.substr(static_cast<std::size_t>(at));
}

const CaseMap& folding() {
  static const CaseMap map = make_map([](UChar32 c) {
    const std::string folded = fold_case(text_of(c));
    std::int32_t at = 0;
    UChar32 other = 0;
    U8_NEXT(folded.data(), at, static_cast<std::int32_t>(folded.size()), other);
    return other;
  });
  return map;
}

const CaseMap& capitals() {
  static const CaseMap map = make_map(capital);
  return map;
}

std::string to_capitals(std::string_view text) {
  std::string out;
  const auto size = static_cast<std::int32_t>(text.size());
  for (std::int32_t at = 0; at < size;) {
    UChar32 c = 0;
    U8_NEXT(text.data(), at, size, c);
    append(out, capital(c < 0 ? 0xFFFD : c));
  }
  return out;
}

}  // namespace kontor::expr
