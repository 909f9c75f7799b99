// Where units lie in the nested intervals of their tree (organisation.h). A unit that comes or
// moves takes room left beside its new neighbours; only where none is left the units around it make
// room.
#pragma once

#include <vector>

#include "access/organisation/organisation.h"

namespace kontor::access {

inline constexpr std::int64_t kOrderEnd = std::int64_t{1} << 62;

// What one unit's row becomes.
struct Placement {
  Id unit = 0;
  std::int64_t order = 0, order_end = 0;
  int depth = 1;
  bool operator==(const Placement&) const = default;
};

// The placements to write so that `unit` and all below it lie below `parent` (0: outermost). A unit
// the tree does not know is new. `parent` must not lie below `unit`.
std::vector<Placement> place_below(const Organisation& tree, Id unit, Id parent);

}  // namespace kontor::access
