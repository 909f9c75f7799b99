#include "http/target.h"

#include <algorithm>

#include "base/text.h"

namespace kontor::http {

namespace {

constexpr std::size_t kMaxSegments = 64;
constexpr std::size_t kMaxParameters = 100;

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// Valid UTF-8 without control characters.
bool is_plain_text(std::string_view text) {
  const bool controls =
      std::ranges::any_of(text, [](unsigned char c) { return c < 0x20 || c == 0x7F; });
  return !controls && is_utf8(text);
}

std::string_view take_until(std::string_view& rest, char separator) {
  std::size_t end = rest.find(separator);
  std::string_view part = rest.substr(0, end);
  rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
  return part;
}

bool parse_path(std::string_view path, std::vector<std::string>& segments) {
  if (path.empty() || path[0] != '/') return false;
  path.remove_prefix(1);
  if (path.empty()) return true;
  bool more = true;
  while (more) {
    more = path.find('/') != std::string_view::npos;
    auto segment = percent_decode(take_until(path, '/'), false);
    if (!segment || !is_plain_text(*segment) || segments.size() == kMaxSegments) return false;
    if (*segment == "." || *segment == ".." || segment->find('/') != std::string::npos)
      return false;
    segments.push_back(std::move(*segment));
  }
  return true;
}

bool parse_query(std::string_view query, std::vector<std::pair<std::string, std::string>>& out) {
  while (!query.empty()) {
    std::string_view part = take_until(query, '&');
    if (part.empty()) continue;
    auto name = percent_decode(take_until(part, '='), true);
    auto value = percent_decode(part, true);
    if (!name || !value || out.size() == kMaxParameters) return false;
    if (!is_utf8(*name) || !is_utf8(*value)) return false;
    out.emplace_back(std::move(*name), std::move(*value));
  }
  return true;
}

}  // namespace

std::optional<Target> parse_target(std::string_view target) {
  Target result;
  std::string_view path = take_until(target, '?');
  if (!parse_path(path, result.segments) || !parse_query(target, result.query)) return std::nullopt;
  return result;
}

std::optional<std::string> percent_decode(std::string_view text, bool plus_is_blank) {
  std::string result;
  result.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '+' && plus_is_blank) {
      result += ' ';
    } else if (text[i] != '%') {
      result += text[i];
    } else {
      if (i + 2 >= text.size()) return std::nullopt;
      int high = hex_digit(text[i + 1]), low = hex_digit(text[i + 2]);
      if (high < 0 || low < 0) return std::nullopt;
      result += static_cast<char>(high * 16 + low);
      i += 2;
    }
  }
  return result;
}

std::string percent_encode(std::string_view text) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string result;
  for (char c : text) {
    bool unreserved = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                      c == '-' || c == '.' || c == '_' || c == '~';
    if (unreserved) {
      result += c;
    } else {
      auto byte = static_cast<unsigned char>(c);
      result += '%';
      result += kDigits[byte >> 4];
      result += kDigits[byte & 15];
    }
  }
  return result;
}

}  // namespace kontor::http
