#include "access/organisation/order.h"

#include <gtest/gtest.h>
#include <random>

namespace kontor::access {
namespace {

// A tree that is changed as the store does it.
class Tree {
 public:
  Organisation now() const {
    OrganisationData data;
    for (const auto& [id, unit] : units_) data.units.push_back(unit);
    return Organisation(std::move(data));
  }

  // How many units were written.
  std::size_t put(Id id, Id parent) {
    const auto placed = place_below(now(), id, parent);
    units_[id].id = id;
    units_[id].parent = parent;
    for (const Placement& at : placed) {
      units_[at.unit].order = at.order;
      units_[at.unit].order_end = at.order_end;
      units_[at.unit].depth = at.depth;
    }
    return placed.size();
  }

  // Intervals lie inside those of their parents and never meet others: compared with the parents.
  void expect_nested() const {
    const Organisation tree = now();
    for (const auto& [id, unit] : units_) {
      ASSERT_LT(unit.order, unit.order_end);
      ASSERT_EQ(tree.unit(id)->depth, unit.depth);
      for (const auto& [other, ignored] : units_) {
        bool below = false;
        for (Id at = id; at; at = units_.at(at).parent) below |= at == other;
        ASSERT_EQ(tree.is_below(id, other), below) << id << " below " << other;
      }
    }
  }

 private:
  std::map<Id, Unit> units_;
};

TEST(Order, StaysNestedWhateverMoves) {
  std::mt19937 random(7);
  Tree tree;
  for (Id id = 1; id <= 120; ++id) tree.put(id, random() % static_cast<unsigned>(id));
  tree.expect_nested();
  for (int i = 0; i < 200; ++i) {
    const Organisation now = tree.now();
    const Id id = 1 + random() % 120, parent = random() % 121;
    if (now.is_below(parent, id)) continue;
    tree.put(id, parent);
  }
  tree.expect_nested();
}

TEST(Order, TakesThousandsOfNeighboursAndDeepChains) {
  Tree tree;
  tree.put(1, 0);
  std::size_t written = 0;
  for (Id id = 2; id <= 1'000; ++id) written += tree.put(id, 1);
  EXPECT_LT(written, 20'000U);  // room is made now and then, not for each that comes
  for (Id id = 1'001; id <= 1'060; ++id) tree.put(id, id - 1);
  EXPECT_EQ(tree.now().unit(1'060)->depth, 62);
}

TEST(Order, AMoveWritesWhatMovesAndNothingElse) {
  Tree tree;
  tree.put(1, 0);
  tree.put(2, 1);
  tree.put(3, 1);
  for (Id id = 10; id < 40; ++id) tree.put(id, 2);
  EXPECT_EQ(tree.put(2, 3), 31U);
  tree.expect_nested();
}

}  // namespace
}  // namespace kontor::access
