// Ids of records and other stored things: 64-bit, ordered by time, made by the server.
// Layout: 41 bits milliseconds since 2020-01-01 UTC, 10 bits node, 12 bits sequence.
// On the wire they are decimal strings, because JavaScript numbers end at 2^53.
#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace kontor {

// A record of any object, users and units included. 0 means none.
struct RecordId {
  std::int64_t value = 0;
  explicit operator bool() const { return value != 0; }
  auto operator<=>(const RecordId&) const = default;
};

std::string to_string(RecordId id);
// Accepts only the canonical decimal spelling of a positive number.
std::optional<RecordId> parse_id(std::string_view text);

// Makes ids for this process; safe to call from any thread. Never repeats, never goes backwards,
// even when the clock does.
class IdSource {
 public:
  explicit IdSource(unsigned node = 0);
  RecordId next();

 private:
  unsigned node_;
  std::int64_t last_ = 0;  // guarded by a spin in next(): milliseconds << 12 | sequence
};

}  // namespace kontor

template <>
struct std::hash<kontor::RecordId> {
  std::size_t operator()(kontor::RecordId id) const noexcept {
    return std::hash<std::int64_t>()(id.value);
  }
};
