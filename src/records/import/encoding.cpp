#include "records/import/encoding.h"

#include <algorithm>
#include <unicode/ucnv.h>
#include <unicode/utf16.h>
#include <unicode/utf8.h>

#include "base/text.h"

namespace kontor::importing {
namespace {

constexpr std::string_view kEncodings[] = {"utf-8",        "utf-16le",     "utf-16be",
                                           "windows-1252", "windows-1250", "iso-8859-1",
                                           "iso-8859-15",  "ibm850",       "macintosh"};
constexpr std::string_view kUtf8Bom = "\xEF\xBB\xBF";

// ä ö ü Ä Ö Ü ß é in the single-byte encodings that occur in practice: the one in which the file
// has most of them is the right one.
struct GermanLetters {
  std::string_view encoding;
  std::string_view letters;
};
constexpr GermanLetters kGermanLetters[] = {
    {"windows-1252", "\xE4\xF6\xFC\xC4\xD6\xDC\xDF\xE9"},
    {"ibm850", "\x84\x94\x81\x8E\x99\x9A\xE1\x82"},
    {"macintosh", "\x8A\x9A\x9F\x80\x85\x86\xA7\x8E"},
};

void append(std::string& out, UChar32 c) {
  char bytes[U8_MAX_LENGTH];
  int size = 0;
  U8_APPEND_UNSAFE(bytes, size, c);
  out.append(bytes, size);
}

std::size_t sequence_length(unsigned char lead) {
  return lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
}

}  // namespace

std::span<const std::string_view> known_encodings() {
  return kEncodings;
}

void EncodingDetector::feed(std::string_view bytes) {
  if (head_.size() < 4) head_ += bytes.substr(0, 4);
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    ++counts_[byte];
    if (byte == 0) ++(size_ % 2 ? odd_zeros_ : even_zeros_);
    ++size_;
    if (byte >= 0x80 || !pending_.empty()) feed_utf8(byte);
    // "Ã" as UTF-8, then the second half of a German letter as UTF-8.
    third_ = before_that_;
    before_that_ = before_;
    before_ = byte;
    if (third_ == 0xC3 && before_that_ == 0x83 &&
        (before_ == 0xC2 || before_ == 0xC5 || before_ == 0xE2))
      ++doubled_;
  }
}

void EncodingDetector::feed_utf8(unsigned char byte) {
  if (pending_.empty()) {
    if (byte < 0xC2 || byte > 0xF4)
      ++bad_;
    else
      pending_ = static_cast<char>(byte);
    return;
  }
  if (byte < 0x80 || byte > 0xBF) {
    ++bad_;
    pending_.clear();
    if (byte >= 0x80) feed_utf8(byte);
    return;
  }
  pending_ += static_cast<char>(byte);
  if (pending_.size() < sequence_length(pending_[0])) return;
  ++(is_utf8(pending_) ? good_ : bad_);
  pending_.clear();
}

EncodingGuess EncodingDetector::guess() const {
  if (head_.starts_with(kUtf8Bom)) return {"utf-8", 3, bad_ > 0, doubled_ > 0};
  // Nobody writes these; read as UTF-16 they would be half zeros.
  for (const std::string_view mark :
       {std::string_view("\xFF\xFE\0\0", 4), std::string_view("\0\0\xFE\xFF", 4)})
    if (head_.starts_with(mark)) return {"utf-32", 4};
  if (head_.starts_with("\xFF\xFE")) return {"utf-16le", 2};
  if (head_.starts_with("\xFE\xFF")) return {"utf-16be", 2};
  // Latin text in UTF-16 has a zero in nearly every other byte.
  if (size_ >= 8 && odd_zeros_ > size_ / 5 && 10 * even_zeros_ < odd_zeros_) return {"utf-16le", 0};
  if (size_ >= 8 && even_zeros_ > size_ / 5 && 10 * odd_zeros_ < even_zeros_)
    return {"utf-16be", 0};
  // A few broken sequences among many good ones are accidents of a UTF-8 file; a sequence cut off
  // at the very end does not count.
  if (bad_ == 0 || good_ > 10 * bad_) return {"utf-8", 0, bad_ > 0, doubled_ > 0};
  const GermanLetters* best = &kGermanLetters[0];
  std::uint64_t most = 0;
  for (const auto& candidate : kGermanLetters) {
    std::uint64_t sum = 0;
    for (unsigned char letter : candidate.letters) sum += counts_[letter];
    if (sum > most) {
      most = sum;
      best = &candidate;
    }
  }
  return {std::string(best->encoding), 0};
}

CellDecoder::CellDecoder(std::string_view encoding) : utf8_(encoding == "utf-8") {
  if (utf8_) return;
  UErrorCode status = U_ZERO_ERROR;
  UConverter* converter = ucnv_open(std::string(encoding).c_str(), &status);
  for (int i = 0; i < 128; ++i) {
    const char byte = static_cast<char>(0x80 + i);
    char16_t units[4];
    UErrorCode one = status;
    const auto size = U_FAILURE(one) ? 0 : ucnv_toUChars(converter, units, 4, &byte, 1, &one);
    const bool printable = size == 1 && U_SUCCESS(one) && units[0] != 0xFFFD && units[0] >= 0xA0;
    append(high_[i], printable ? units[0] : 0xFFFD);
  }
  ucnv_close(converter);
}

std::string storable(std::string_view text) {
  std::string out = to_valid_utf8(text);
  std::erase(out, '\0');
  return out;
}

std::string CellDecoder::decode(std::string_view cell, bool& broken) const {
  if (cell.find('\0') != std::string_view::npos) {
    std::string rest(cell);
    std::erase(rest, '\0');
    std::string out = decode(rest, broken);
    broken = true;
    return out;
  }
  if (is_ascii(cell)) return std::string(cell);
  if (utf8_) {
    if (is_utf8(cell)) return std::string(cell);
    broken = true;
    return to_valid_utf8(cell);
  }
  std::string out;
  out.reserve(cell.size() * 2);
  for (const char c : cell) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80)
      out += c;
    else
      out += high_[byte - 0x80];
  }
  return out;
}

void Utf16Decoder::decode(std::string_view bytes, std::string& out) {
  for (const char c : bytes) {
    if (pending_.empty()) {
      pending_ = c;
      continue;
    }
    const auto first = static_cast<unsigned char>(pending_[0]),
               second = static_cast<unsigned char>(c);
    pending_.clear();
    unit(static_cast<char16_t>(big_endian_ ? first << 8 | second : second << 8 | first), out);
  }
}

void Utf16Decoder::unit(char16_t unit, std::string& out) {
  if (high_ && U16_IS_TRAIL(unit)) {
    append(out, U16_GET_SUPPLEMENTARY(high_, unit));
    high_ = 0;
    return;
  }
  if (high_) append(out, 0xFFFD);
  high_ = 0;
  if (U16_IS_LEAD(unit))
    high_ = unit;
  else
    append(out, U16_IS_TRAIL(unit) ? 0xFFFD : unit);
}

void Utf16Decoder::finish(std::string& out) {
  if (high_ || !pending_.empty()) append(out, 0xFFFD);
  high_ = 0;
  pending_.clear();
}

}  // namespace kontor::importing
