#include "storage/dialect.h"

#include <algorithm>
#include <stdexcept>

namespace kontor::storage {
namespace {

constexpr std::size_t kLongestName = 63;  // PostgreSQL cuts longer ones

bool is_letter(char c) {
  return c == '_' || (c >= 'a' && c <= 'z');
}
bool is_name_char(char c) {
  return is_letter(c) || (c >= '0' && c <= '9');
}

// Where the last code point of valid UTF-8 begins.
std::size_t last_code_point(std::string_view text) {
  std::size_t at = text.size() - 1;
  while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) --at;
  return at;
}

char32_t decode(std::string_view code_point) {
  const auto lead = static_cast<unsigned char>(code_point[0]);
  if (code_point.size() == 1) return lead;
  char32_t value = lead & (0x7F >> code_point.size());
  for (const char c : code_point.substr(1)) {
    value = (value << 6) | (static_cast<unsigned char>(c) & 0x3F);
  }
  return value;
}

std::string encode(char32_t value) {
  if (value < 0x80) return {static_cast<char>(value)};
  std::string tail;
  char32_t room = 0x40;  // what still fits beside the length marks of the lead byte
  do {
    tail.insert(tail.begin(), static_cast<char>(0x80 | (value & 0x3F)));
    value >>= 6;
    room >>= 1;
  } while (value >= room);
  const auto marks = static_cast<unsigned char>(0xFF00 >> (tail.size() + 1));
  return static_cast<char>(marks | value) + tail;
}

bool shorter_as_bits(const std::vector<std::int64_t>& set) {
  constexpr std::int64_t kBytesOfMember = 12;  // in an array as it is sent
  return set.front() >= 0 && set.back() / 8 / kBytesOfMember < std::ssize(set);
}

// Bit n of get_bit(): of byte n / 8, counted from its lowest.
Blob bits_of(const std::vector<std::int64_t>& set) {
  Blob bits{std::string(static_cast<std::size_t>(set.back() / 8 + 1), '\0')};
  for (const std::int64_t member : set) {
    char& byte = bits.bytes[static_cast<std::size_t>(member / 8)];
    byte = static_cast<char>(byte | 1 << member % 8);
  }
  return bits;
}

}  // namespace

ColumnType column_types(Engine engine) {
  if (engine == Engine::sqlite) return {"INTEGER", "TEXT", "BLOB"};
  return {"bigint", "text COLLATE \"C\"", "bytea"};
}

std::string in_ints(Engine engine, std::string_view expression) {
  if (engine == Engine::postgres) return std::string(expression) + " = ANY(?::bigint[])";
  return std::string(expression) + " IN (SELECT value FROM kontor_ints(?))";
}

std::string in_texts(Engine engine, std::string_view expression) {
  if (engine == Engine::postgres) return std::string(expression) + " = ANY(?::text[])";
  return std::string(expression) + " IN (SELECT value FROM kontor_texts(?))";
}

// PostgreSQL plans and hashes an array anew for each statement, member by member; of dense numbers
// a string of bits is shorter.
Sql among(Engine engine, std::string_view expression, const IntSet& set) {
  if (!set || set->empty()) return {"FALSE", {}};
  const std::string value(expression);
  if (engine == Engine::sqlite) return {"kontor_among(" + value + ", ?)", {set}};
  if (!shorter_as_bits(*set)) return {in_ints(engine, expression), {set}};
  return {"CASE WHEN " + value + " BETWEEN 0 AND ? THEN get_bit(?::bytea, " + value +
              ") = 1 ELSE FALSE END",
          {set->back(), bits_of(*set)}};
}

std::string ints_rows(Engine engine, std::string_view alias) {
  const std::string name(alias);
  if (engine == Engine::sqlite) return "kontor_ints(?) AS " + name;
  return "unnest(?::bigint[]) WITH ORDINALITY AS " + name + "(value, place)";
}

std::string ints_order(Engine engine, std::string_view alias) {
  if (engine == Engine::sqlite) return {};
  return " ORDER BY " + std::string(alias) + ".place";
}

std::string quoted(std::string_view name) {
  if (name.empty() || name.size() > kLongestName || !is_letter(name[0]) ||
      !std::ranges::all_of(name, is_name_char)) {
    throw std::logic_error("not an identifier: " + std::string(name));
  }
  return '"' + std::string(name) + '"';
}

// Code points sort like the bytes of their UTF-8; counting up bytes could leave UTF-8.
std::string prefix_end(std::string_view prefix) {
  constexpr char32_t kLast = 0x10FFFF, kBeforeSurrogates = 0xD7FF, kAfterSurrogates = 0xE000;
  while (!prefix.empty()) {
    const std::size_t at = last_code_point(prefix);
    const char32_t value = decode(prefix.substr(at));
    const std::string_view before = prefix.substr(0, at);
    if (value < kLast) {
      const char32_t next = value == kBeforeSurrogates ? kAfterSurrogates : value + 1;
      return std::string(before) + encode(next);
    }
    prefix = before;
  }
  return {};
}

std::string prefix_end_bytes(std::string_view prefix) {
  while (prefix.ends_with('\xFF')) prefix.remove_suffix(1);
  std::string end(prefix);
  if (!end.empty()) end.back() = static_cast<char>(static_cast<unsigned char>(end.back()) + 1);
  return end;
}

std::string indexed_by(Engine engine, std::string_view index) {
  if (engine == Engine::postgres) return {};
  return " INDEXED BY " + quoted(index);
}

}  // namespace kontor::storage
