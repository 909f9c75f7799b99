// What an expression may cost (docs/dev/expressions.md).
#pragma once

#include <cstddef>
#include <cstdint>

namespace kontor::expr {

inline constexpr std::size_t kMaxText = 4096;  // bytes
inline constexpr int kMaxNodes = 256;
inline constexpr int kMaxDepth = 32;
inline constexpr int kMaxHops = 2;    // to-one relations before the last step of a path
inline constexpr int kMaxExists = 2;  // one inside the other
inline constexpr int kMaxLevels = 100;
inline constexpr std::int64_t kMaxDuration = 100'000'000;  // of any unit

}  // namespace kontor::expr
