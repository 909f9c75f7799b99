// Random choices that are the same for the same seed everywhere.
#pragma once

#include <cstdint>
#include <random>
#include <vector>

namespace kontor::expr::testing {

class Dice {
 public:
  explicit Dice(std::uint64_t seed) : engine_(seed) {}

  // 0 to below - 1.
  std::size_t below(std::size_t count) { return static_cast<std::size_t>(engine_() % count); }
  std::int64_t between(std::int64_t first, std::int64_t last) {
    return first +
           static_cast<std::int64_t>(engine_() % static_cast<std::uint64_t>(last - first + 1));
  }
  bool chance(int percent) { return below(100) < static_cast<std::size_t>(percent); }
  std::uint64_t bits() { return engine_(); }
  template <class List>
  const auto& of(const List& list) {
    return list[below(std::size(list))];
  }

 private:
  std::mt19937_64 engine_;
};

}  // namespace kontor::expr::testing
