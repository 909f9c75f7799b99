// Text to tokens. Bounds the text and checks that it is UTF-8 without control characters.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "expr/detail/vocabulary.h"

namespace kontor::expr {

struct Token {
  enum class Kind { end, word, bracketed, number, text, date, symbol };
  Kind kind = Kind::end;
  std::string text;             // without quotes and escapes
  std::uint64_t magnitude = 0;  // number: without its sign; at most 2^63
  int decimals = 0;
  std::int64_t days = 0;  // date
  int position = 0;
};

// Ends with a token of the kind end. Errors: expr.too_long, expr.encoding, expr.unclosed_text,
// expr.unclosed_bracket, expr.number, expr.date, expr.unexpected.
Result<std::vector<Token>> tokens(std::string_view text, const Vocabulary& vocabulary);

// Error of the language at a place in the text.
Failure error_at(int position, std::string key, std::vector<ErrorParam> params = {});

}  // namespace kontor::expr
