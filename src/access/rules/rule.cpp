#include "access/rules/rule.h"

#include "access/rules/block.h"

namespace kontor::access {
namespace {

using query::Action;

// The place of an action in the order; -1: it is a right of its own.
int rank(Action action) {
  switch (action) {
    case Action::see:
      return 0;
    case Action::read:
      return 1;
    case Action::edit:
      return 2;
    case Action::remove:
      return 3;
    default:
      return -1;
  }
}

}  // namespace

bool implies(Action granted, Action asked) {
  if (granted == asked) return true;
  return rank(asked) >= 0 && rank(granted) > rank(asked);
}

bool bites(Action named, Action asked) {
  if (named == asked) return true;
  return rank(named) >= 0 && rank(named) < rank(asked);
}

bool same(const Rule& a, const Rule& b) {
  const bool same_block = a.block && b.block ? same(*a.block, *b.block) : a.block == b.block;
  const bool same_condition = !a.when || !b.when ? a.when == b.when : expr::same(a.when, b.when);
  return same_condition && same_block && a.kind == b.kind && a.name == b.name &&
         a.objects == b.objects && a.audience == b.audience && a.actions == b.actions &&
         a.fields == b.fields && a.log == b.log && a.unit == b.unit && a.from == b.from &&
         a.until == b.until && a.because == b.because;
}

}  // namespace kontor::access
