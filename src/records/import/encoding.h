// Which encoding the bytes of a file are in, and making UTF-8 of them.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"

namespace kontor::importing {

// "utf-8", "utf-16le", "utf-16be" and the single-byte encodings that files from Germany come in.
std::span<const std::string_view> known_encodings();

struct EncodingGuess {
  std::string name;
  std::size_t bom = 0;   // bytes of the byte-order mark
  bool broken = false;   // UTF-8 but for a few sequences
  bool doubled = false;  // UTF-8 read as Windows-1252 and written as UTF-8 again ("MÃ¼ller")
};

// Looks at bytes in pieces of any size, then decides.
class EncodingDetector {
 public:
  void feed(std::string_view bytes);
  EncodingGuess guess() const;

 private:
  void feed_utf8(unsigned char byte);

  std::string head_;                         // the first bytes
  std::array<std::uint64_t, 256> counts_{};  // of each byte
  std::uint64_t even_zeros_ = 0, odd_zeros_ = 0, size_ = 0;
  std::uint64_t good_ = 0, bad_ = 0, doubled_ = 0;
  std::string pending_;  // an unfinished UTF-8 sequence
  unsigned char before_ = 0, before_that_ = 0, third_ = 0;
};

// Text as databases take it: valid UTF-8 without NUL, which no text means.
std::string storable(std::string_view text);

// Makes UTF-8 of single cells in an encoding whose bytes below 0x80 are ASCII.
class CellDecoder {
 public:
  // The encoding must be known and not UTF-16.
  explicit CellDecoder(std::string_view encoding);
  // Broken UTF-8 becomes U+FFFD, NUL is left out; both set `broken`.
  std::string decode(std::string_view cell, bool& broken) const;

 private:
  bool utf8_;
  std::array<std::string, 128> high_;  // what the bytes from 0x80 on stand for
};

// UTF-16 in pieces; unpaired surrogates become U+FFFD.
class Utf16Decoder {
 public:
  explicit Utf16Decoder(bool big_endian) : big_endian_(big_endian) {}
  void decode(std::string_view bytes, std::string& out);
  void finish(std::string& out);

 private:
  void unit(char16_t unit, std::string& out);
  bool big_endian_;
  std::string pending_;  // a lone byte
  char16_t high_ = 0;    // a surrogate that waits for its second half
};

}  // namespace kontor::importing
