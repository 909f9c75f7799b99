// Numbers as they travel: the highest byte first.
#pragma once

#include <bit>
#include <cstdint>
#include <string>

namespace kontor::storage::postgres {

template <class Integer>
void append(std::string& bytes, Integer value) {
  if constexpr (std::endian::native == std::endian::little) {
    if constexpr (sizeof(value) == 8) value = static_cast<Integer>(__builtin_bswap64(value));
    if constexpr (sizeof(value) == 4) value = static_cast<Integer>(__builtin_bswap32(value));
    if constexpr (sizeof(value) == 2) value = static_cast<Integer>(__builtin_bswap16(value));
  }
  bytes.append(reinterpret_cast<const char*>(&value), sizeof value);
}

}  // namespace kontor::storage::postgres
