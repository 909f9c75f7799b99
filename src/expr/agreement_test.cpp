// The back ends on random expressions, in a reduced count; tools/show/expr runs the full one.
#include "expr/testing/agreement.h"

#include <gtest/gtest.h>

namespace kontor::expr::testing {
namespace {

int from_environment(const char* name, int otherwise) {
  const char* value = std::getenv(name);
  return value ? std::atoi(value) : otherwise;
}

TEST(Agreement, OfBothEnginesAndTheEvaluator) {
  const int cases = from_environment("KONTOR_EXPR_CASES", 1500);
  const int seed = from_environment("KONTOR_EXPR_SEED", 1);
  constexpr int kPerArena = 250;
  int wrong = 0;
  for (int i = 0; i < cases && wrong < 5; i += kPerArena) {
    Arena arena(static_cast<std::uint64_t>(seed + i), storage::testing::engines());
    for (int n = i; n < std::min(cases, i + kPerArena) && wrong < 5; ++n)
      if (const auto found = arena.run(static_cast<std::uint64_t>(seed + n))) {
        ++wrong;
        ADD_FAILURE() << "case " << seed + n << ": " << *found;
      }
    EXPECT_LT(arena.refused(), kPerArena);
  }
}

}  // namespace
}  // namespace kontor::expr::testing
