#include "records/import/xlsx_values.h"

#include <cctype>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <optional>

#include "base/decimal.h"
#include "base/time.h"

namespace kontor::importing {
namespace {

std::optional<double> number_of(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value)) return {};
  return value;
}

// Spreadsheets keep 15 significant digits; more is noise of the binary form.
std::string plain(double value) {
  char text[400];
  std::snprintf(text, sizeof text, "%.15g", value);
  if (std::string_view(text).find('e') == std::string_view::npos) return text;
  const int decimals = std::fabs(value) >= 1 ? 0 : 20;
  std::snprintf(text, sizeof text, "%.*f", decimals, value);
  std::string fixed = text;
  if (decimals > 0) {
    fixed.erase(fixed.find_last_not_of('0') + 1);
    if (fixed.ends_with('.')) fixed.pop_back();
  }
  return fixed;
}

// "1.234" could be a thousand in a German column; "1.2340" could not.
std::string unambiguous(std::string number) {
  const auto point = number.find('.');
  if (point != std::string::npos && number.size() - point - 1 == 3) number += '0';
  return number;
}

std::string time_text(std::int64_t seconds) {
  char text[32];
  std::snprintf(text, sizeof text, "%02d:%02d:%02d", static_cast<int>(seconds / 3600),
                static_cast<int>(seconds / 60 % 60), static_cast<int>(seconds % 60));
  return text;
}

// Days since the end of 1899, where 1900 is wrongly held for a leap year, or since 1904.
std::optional<std::string> date_text(double serial, bool epoch_1904) {
  constexpr double kMaxSerial = 2958466;  // 10000-01-01
  constexpr std::int64_t kDaySeconds = 86400;
  if (serial < 0 || serial >= kMaxSerial) return {};
  std::int64_t seconds = std::llround(serial * kDaySeconds);
  std::int64_t days = seconds / kDaySeconds;
  seconds %= kDaySeconds;
  const Date zero = epoch_1904 ? *make_date(1904, 1, 1) : *make_date(1899, 12, 30);
  if (!epoch_1904 && days < 60) ++days;
  std::string text = to_string(Date{static_cast<std::int32_t>(zero.days + days)});
  if (seconds) text += " " + time_text(seconds);
  return text;
}

}  // namespace

NumberFormat built_in_format(int id) {
  if (id >= 14 && id <= 17) return {CellFormat::date};
  if (id >= 18 && id <= 21) return {CellFormat::time};
  if (id == 22 || (id >= 27 && id <= 31) || id == 36 || (id >= 50 && id <= 54) || id == 57 ||
      id == 58)
    return {CellFormat::date};
  if ((id >= 32 && id <= 35) || (id >= 45 && id <= 47) || id == 55 || id == 56)
    return {CellFormat::time};
  if (id == 9 || id == 10) return {CellFormat::percent};
  return {};
}

NumberFormat read_format(std::string_view code) {
  bool day = false, hour = false, percent = false, zeros = !code.empty();
  for (std::size_t i = 0; i < code.size(); ++i) {
    const char c = static_cast<char>(std::tolower(static_cast<unsigned char>(code[i])));
    zeros &= c == '0';
    if (c == ';') break;  // the formats for negative numbers and zero follow
    if (c == '"' || c == '[') {
      const auto close = code.find(c == '"' ? '"' : ']', i + 1);
      if (close == std::string_view::npos) break;
      // "[h]:mm" counts hours; "[Red]", "[$-407]" say nothing.
      if (c == '[' && close == i + 2)
        hour |= std::tolower(static_cast<unsigned char>(code[i + 1])) == 'h';
      i = close;
    } else if (c == '\\' || c == '_' || c == '*') {
      ++i;
    } else if (c == 'd' || c == 'y') {
      day = true;
    } else if (c == 'h' || c == 's') {
      hour = true;
    } else if (c == '%') {
      percent = true;
    } else if (c == 'g') {  // General
      break;
    }
  }
  if (day) return {CellFormat::date};
  if (hour) return {CellFormat::time};
  if (percent) return {CellFormat::percent};
  if (zeros && code.size() > 1 && code.size() < 16)
    return {CellFormat::digits, static_cast<int>(code.size())};
  return {};
}

std::string unescaped(std::string_view text) {
  constexpr std::size_t kSize = 7;  // _x000D_
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    unsigned code = 0;
    const std::string_view piece = text.substr(at, kSize);
    const bool escape =
        piece.size() == kSize && piece.starts_with("_x") && piece.back() == '_' &&
        std::from_chars(piece.data() + 2, piece.data() + 6, code, 16).ptr == piece.data() + 6;
    // Halves of surrogate pairs are never written so.
    if (escape && code != 0 && code < 0x80) {
      out += static_cast<char>(code);
      at += kSize;
    } else {
      out += text[at++];
    }
  }
  return out;
}

std::string cell_text(std::string_view value, NumberFormat format, bool epoch_1904) {
  const auto number = number_of(value);
  if (!number) return std::string(value);
  switch (format.kind) {
    case CellFormat::date:
      if (auto text = date_text(*number, epoch_1904)) return *text;
      break;
    case CellFormat::time:
      if (*number >= 0 && *number < 1) return time_text(std::llround(*number * 86400) % 86400);
      if (auto text = date_text(*number, epoch_1904); text && *number >= 366) return *text;
      break;
    case CellFormat::percent:
      return unambiguous(plain(*number * 100)) + "%";
    case CellFormat::digits: {
      std::string text = plain(*number);
      if (text.find_first_not_of("0123456789") == std::string::npos &&
          static_cast<int>(text.size()) < format.digits)
        text.insert(0, format.digits - text.size(), '0');
      return text;
    }
    case CellFormat::general:
      break;
  }
  return unambiguous(plain(*number));
}

}  // namespace kontor::importing
