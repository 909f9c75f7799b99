// The back ends on random expressions, in a reduced count; tools/show/expr runs the full one.
#include "expr/testing/agreement.h"

#include <gtest/gtest.h>

namespace kontor::expr::testing {
namespace {

TEST(Agreement, OfBothEnginesAndTheEvaluator) {
  constexpr int kCases = 1500, kPerArena = 250;
  int wrong = 0;
  for (int i = 0; i < kCases && wrong < 5; i += kPerArena) {
    Arena arena(static_cast<std::uint64_t>(i), storage::testing::engines());
    for (int n = i; n < i + kPerArena && wrong < 5; ++n)
      if (const auto found = arena.run(static_cast<std::uint64_t>(n))) {
        ++wrong;
        ADD_FAILURE() << "case " << n << ": " << *found;
      }
    EXPECT_LT(arena.refused(), kPerArena);
  }
}

// Proves the comparison: mistakes planted into one back end are all found.
TEST(Agreement, FindsPlantedFaults) {
  constexpr int kMost = 12000;
  Arena arenas[] = {{1, {storage::Engine::sqlite}},
                    {2, {storage::Engine::sqlite}},
                    {3, {storage::Engine::sqlite}},
                    {4, {storage::Engine::sqlite}}};
  ASSERT_GE(faults().size(), 25u);
  for (const Fault& fault : faults()) {
    bool found = false;
    for (int n = 0; n < kMost && !found; ++n)
      found = arenas[n % 4].run(static_cast<std::uint64_t>(n), &fault).has_value();
    EXPECT_TRUE(found) << fault.name;
  }
}

}  // namespace
}  // namespace kontor::expr::testing
