#include "records/import/xml_reader.h"

#include <charconv>
#include <cstdint>
#include <unicode/utf8.h>

namespace kontor::importing {
namespace {

constexpr std::size_t kPiece = 64 << 10;
constexpr std::size_t kMaxTag = 64 << 10;

Failure broken() {
  return fail(Code::invalid, "import.xlsx_broken");
}

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

void append_code_point(std::string& out, std::string_view digits) {
  const bool hex = digits.starts_with('x');
  if (hex) digits.remove_prefix(1);
  std::uint32_t value = 0;
  const auto [end, error] =
      std::from_chars(digits.data(), digits.data() + digits.size(), value, hex ? 16 : 10);
  if (error != std::errc() || end != digits.data() + digits.size() || value > 0x10FFFF ||
      value == 0 || U_IS_SURROGATE(value))
    value = 0xFFFD;
  char bytes[U8_MAX_LENGTH];
  int size = 0;
  U8_APPEND_UNSAFE(bytes, size, static_cast<UChar32>(value));
  out.append(bytes, size);
}

// Replaces the five entities and numbers; what is neither stays as it is.
std::string decoded(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (true) {
    const auto amp = text.find('&');
    out += text.substr(0, amp);
    if (amp == std::string_view::npos) return out;
    text.remove_prefix(amp);
    const auto end = text.substr(0, 12).find(';');
    if (end == std::string_view::npos) {
      out += '&';
      text.remove_prefix(1);
      continue;
    }
    const auto name = text.substr(1, end - 1);
    if (name == "amp")
      out += '&';
    else if (name == "lt")
      out += '<';
    else if (name == "gt")
      out += '>';
    else if (name == "quot")
      out += '"';
    else if (name == "apos")
      out += '\'';
    else if (name.starts_with('#'))
      append_code_point(out, name.substr(1));
    else
      out += text.substr(0, end + 1);
    text.remove_prefix(end + 1);
  }
}

std::string_view without_prefix(std::string_view name) {
  const auto colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

}  // namespace

bool XmlReader::fill() {
  if (ended_) return false;
  if (at_ > 0) {
    buffer_.erase(0, at_);
    at_ = 0;
  }
  const std::size_t old = buffer_.size();
  buffer_.resize(old + kPiece);
  const auto got = source_(buffer_.data() + old, kPiece);
  buffer_.resize(old + (got > 0 ? static_cast<std::size_t>(got) : 0));
  failed_ |= got < 0;
  ended_ = got <= 0;
  return !ended_;
}

bool XmlReader::ensure(std::size_t size) {
  while (buffer_.size() - at_ < size)
    if (!fill()) return false;
  return true;
}

std::string_view XmlReader::attribute(std::string_view name) const {
  for (const auto& [key, value] : attributes_)
    if (key == name) return value;
  return {};
}

Result<XmlReader::Token> XmlReader::next() {
  if (closing_) {
    closing_ = false;
    return Token::end;
  }
  while (true) {
    if (!ensure(1)) {
      if (failed_) return broken();
      return Token::done;
    }
    if (buffer_[at_] != '<') {
      auto end = buffer_.find('<', at_);
      // Text is handed out in pieces, but never cut inside an entity.
      while (end == std::string::npos && buffer_.size() - at_ < kPiece && fill())
        end = buffer_.find('<', at_);
      if (end == std::string::npos) {
        end = buffer_.size();
        const auto amp = buffer_.rfind('&');
        if (!ended_ && amp != std::string::npos && amp > at_ && end - amp < 12) end = amp;
      }
      text_ = decoded(std::string_view(buffer_).substr(at_, end - at_));
      at_ = end;
      return Token::text;
    }
    if (TRY(skip_special())) {
      if (text_.empty()) continue;
      return Token::text;
    }
    TRY(read_tag());
    return token_;
  }
}

// Comments, instructions and CDATA; true if there was one. CDATA is left in text_.
Result<bool> XmlReader::skip_special() {
  text_.clear();
  if (!ensure(2)) return broken();
  if (buffer_[at_ + 1] == '?') {
    TRY(skip_to("?>", 2));
    return true;
  }
  if (buffer_[at_ + 1] != '!') return false;
  ensure(9);
  const auto rest = std::string_view(buffer_).substr(at_);
  if (rest.starts_with("<!--")) {
    TRY(skip_to("-->", 4));
    return true;
  }
  if (!rest.starts_with("<![CDATA[")) return broken();
  TRY(read_cdata());
  return true;
}

Result<> XmlReader::skip_to(std::string_view mark, std::size_t from) {
  at_ += from;
  while (true) {
    const auto end = buffer_.find(mark, at_);
    if (end != std::string::npos) {
      at_ = end + mark.size();
      return {};
    }
    if (buffer_.size() - at_ > mark.size()) at_ = buffer_.size() - mark.size();
    if (!fill()) return broken();
  }
}

Result<> XmlReader::read_cdata() {
  constexpr std::size_t kMaxCdata = 1 << 20;
  at_ += 9;
  while (true) {
    const auto end = buffer_.find("]]>", at_);
    if (end != std::string::npos) {
      text_ = buffer_.substr(at_, end - at_);
      at_ = end + 3;
      return {};
    }
    if (buffer_.size() - at_ > kMaxCdata || !fill()) return broken();
  }
}

Result<> XmlReader::read_tag() {
  std::size_t end = at_ + 1;
  char quote = 0;
  while (true) {
    if (end >= buffer_.size()) {
      const std::size_t read = end - at_;
      if (read > kMaxTag || !fill()) return broken();
      end = at_ + read;
      continue;
    }
    const char c = buffer_[end];
    if (quote) {
      if (c == quote) quote = 0;
    } else if (c == '"' || c == '\'') {
      quote = c;
    } else if (c == '>') {
      break;
    }
    ++end;
  }
  std::string_view tag = std::string_view(buffer_).substr(at_ + 1, end - at_ - 1);
  at_ = end + 1;
  attributes_.clear();
  token_ = tag.starts_with('/') ? Token::end : Token::start;
  if (token_ == Token::end) tag.remove_prefix(1);
  if (tag.ends_with('/')) {
    closing_ = true;
    tag.remove_suffix(1);
  }
  std::size_t i = 0;
  while (i < tag.size() && !is_space(tag[i])) ++i;
  name_ = without_prefix(tag.substr(0, i));
  if (name_.empty()) return broken();
  while (i < tag.size()) {
    while (i < tag.size() && is_space(tag[i])) ++i;
    const auto equals = tag.find('=', i);
    if (equals == std::string_view::npos) break;
    std::size_t begin = equals + 1;
    while (begin < tag.size() && is_space(tag[begin])) ++begin;
    if (begin >= tag.size() || (tag[begin] != '"' && tag[begin] != '\'')) return broken();
    const auto close = tag.find(tag[begin], begin + 1);
    if (close == std::string_view::npos) return broken();
    auto key = tag.substr(i, equals - i);
    while (!key.empty() && is_space(key.back())) key.remove_suffix(1);
    attributes_.emplace_back(without_prefix(key),
                             decoded(tag.substr(begin + 1, close - begin - 1)));
    i = close + 1;
  }
  return {};
}

}  // namespace kontor::importing
