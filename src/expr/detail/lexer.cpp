#include "expr/detail/lexer.h"

#include <algorithm>
#include <array>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include "base/decimal.h"
#include "base/text.h"
#include "base/time.h"
#include "expr/detail/limits.h"

namespace kontor::expr {
namespace {

constexpr std::uint64_t kMaxMagnitude = std::uint64_t{1} << 63;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

class Lexer {
 public:
  Lexer(std::string_view text, const Vocabulary& vocabulary)
      : text_(text), vocabulary_(vocabulary) {}

  Result<std::vector<Token>> run() {
    std::vector<Token> all;
    do {
      skip_blanks();
      all.push_back(TRY(next()));
    } while (all.back().kind != Token::Kind::end);
    return all;
  }

 private:
  char peek(std::size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }

  void skip_blanks() {
    while (peek() == ' ' || peek() == '\t' || peek() == '\n' || peek() == '\r') ++at_;
  }

  Token token(Token::Kind kind, std::string text = {}) const {
    return {.kind = kind, .text = std::move(text), .position = static_cast<int>(start_)};
  }

  Result<Token> next() {
    start_ = at_;
    if (at_ == text_.size()) return token(Token::Kind::end);
    if (is_digit(peek())) return vocabulary_.german_dates && is_date() ? date() : number();
    if (peek() == '"') return delimited('"', Token::Kind::text, "expr.unclosed_text");
    if (peek() == '[') return delimited(']', Token::Kind::bracketed, "expr.unclosed_bracket");
    if (std::size_t size = name_size()) {
      at_ += size;
      return token(Token::Kind::word, std::string(text_.substr(start_, size)));
    }
    return symbol();
  }

  // Letters, digits and underscores from here on; nothing if there is no letter first.
  std::size_t name_size() const {
    const auto size = static_cast<std::int32_t>(text_.size());
    auto at = static_cast<std::int32_t>(at_);
    while (at < size) {
      const auto before = at;
      UChar32 c = 0;
      U8_NEXT(text_.data(), at, size, c);
      const bool first = before == static_cast<std::int32_t>(at_);
      const bool known = c < 0x80 || vocabulary_.labels;
      if (!(c == '_' || (known && (u_isalpha(c) || (!first && u_isdigit(c))))))
        return static_cast<std::size_t>(before) - at_;
    }
    return text_.size() - at_;
  }

  Result<Token> delimited(char close, Token::Kind kind, const char* unclosed) {
    std::string value;
    for (++at_; at_ < text_.size(); ++at_) {
      if (peek() == close) {
        ++at_;
        return token(kind, std::move(value));
      }
      if (peek() == '\\' && (peek(1) == close || peek(1) == '\\')) ++at_;
      value += peek();
    }
    return error_at(static_cast<int>(start_), unclosed);
  }

  Result<Token> number() {
    Token result = token(Token::Kind::number);
    auto add_digits = [&] {
      for (; is_digit(peek()); ++at_) {
        const auto digit = static_cast<std::uint64_t>(peek() - '0');
        if (result.magnitude > (kMaxMagnitude - digit) / 10) return false;
        result.magnitude = result.magnitude * 10 + digit;
      }
      return true;
    };
    if (!add_digits()) return error_at(result.position, "expr.number");
    if (peek() == vocabulary_.decimal && is_digit(peek(1))) {
      const std::size_t point = at_++;
      if (!add_digits()) return error_at(result.position, "expr.number");
      result.decimals = static_cast<int>(at_ - point) - 1;
    }
    if (result.decimals > kMaxDecimals) return error_at(result.position, "expr.number");
    return result;
  }

  // "24.11.2026": one or two digits, one or two digits, four digits.
  bool is_date() const {
    const std::size_t month = is_digit(peek(1)) ? 3 : 2;
    if (peek(month - 1) != '.' || !is_digit(peek(month))) return false;
    const std::size_t year = is_digit(peek(month + 1)) ? month + 3 : month + 2;
    if (peek(year - 1) != '.') return false;
    for (std::size_t i = year; i < year + 4; ++i)
      if (!is_digit(peek(i))) return false;
    return !is_digit(peek(year + 4));
  }

  int plain_number() {
    int value = 0;
    for (; is_digit(peek()); ++at_) value = value * 10 + (peek() - '0');
    return value;
  }

  Result<Token> date() {
    Token result = token(Token::Kind::date);
    const int day = plain_number();
    ++at_;
    const int month = plain_number();
    ++at_;
    const auto date = make_date(plain_number(), month, day);
    if (!date) return error_at(result.position, "expr.date");
    result.days = date->days;
    return result;
  }

  Result<Token> symbol() {
    static constexpr auto kSymbols = std::to_array<std::string_view>(
        {"!=", "<=", ">=", "=", "<", ">", "(", ")", ",", ";", ".", "+", "-", "*", "/"});
    static constexpr auto kSigns =
        std::to_array<Translation>({{"!=", "≠"}, {"<=", "≤"}, {">=", "≥"}});
    const std::string_view rest = text_.substr(at_);
    for (std::string_view symbol : kSymbols)
      if (rest.starts_with(symbol)) return advance(symbol.size(), symbol);
    if (vocabulary_.labels)
      for (const Translation& sign : kSigns)
        if (rest.starts_with(sign.said)) return advance(sign.said.size(), sign.name);
    const std::size_t size = std::max<std::size_t>(1, truncate(rest.substr(0, 4), 4).size());
    return error_at(static_cast<int>(at_), "expr.unexpected",
                    {{"found", std::string(rest.substr(0, size))}});
  }

  Token advance(std::size_t size, std::string_view symbol) {
    at_ += size;
    return token(Token::Kind::symbol, std::string(symbol));
  }

  std::string_view text_;
  const Vocabulary& vocabulary_;
  std::size_t at_ = 0;
  std::size_t start_ = 0;
};

// Tabs and line ends are blanks, or part of a text; other control characters are never meant.
int find_control(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if ((c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0x7F) return static_cast<int>(i);
  }
  return -1;
}

}  // namespace

Failure error_at(int position, std::string key, std::vector<ErrorParam> params) {
  Error error{Code::invalid, std::move(key), std::move(params)};
  error.position = position;
  return Failure(std::move(error));
}

Result<std::vector<Token>> tokens(std::string_view text, const Vocabulary& vocabulary) {
  if (text.size() > kMaxText) return error_at(kMaxText, "expr.too_long");
  if (!is_utf8(text)) return error_at(0, "expr.encoding");
  if (const int at = find_control(text); at >= 0) return error_at(at, "expr.encoding");
  return Lexer(text, vocabulary).run();
}

}  // namespace kontor::expr
