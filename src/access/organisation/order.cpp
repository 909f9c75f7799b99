#include "access/organisation/order.h"

#include <algorithm>
#include <unordered_map>

namespace kontor::access {
namespace {

class Placer {
 public:
  Placer(const Organisation& tree, Id unit, Id parent) : tree_(tree), unit_(unit), parent_(parent) {
    for (const Unit& each : tree.units())
      children_[each.id == unit ? parent : each.parent].push_back(each.id);
    if (!tree.unit(unit)) children_[parent].push_back(unit);
    measure(0);
  }

  std::vector<Placement> place() {
    if (fits_beside()) return std::move(placed_);
    Id around = parent_;
    // Twice over: numbering everything anew for each unit that comes would be dear.
    while (around && width(around) < sizes_[around] * 16) around = tree_.unit(around)->parent;
    const Unit* unit = around ? tree_.unit(around) : nullptr;
    spread_below(around, unit ? unit->order : 0, unit ? unit->order_end : kOrderEnd,
                 unit ? unit->depth : 0);
    return std::move(placed_);
  }

 private:
  std::int64_t measure(Id id) {
    std::int64_t size = 1;
    for (Id child : children_[id]) size += measure(child);
    return sizes_[id] = size;
  }

  std::int64_t width(Id id) const {
    const Unit* unit = tree_.unit(id);
    return unit->order_end - unit->order;
  }

  // Behind the last neighbour: an eighth of what is free, so that many more fit.
  bool fits_beside() {
    const Unit* parent = parent_ ? tree_.unit(parent_) : nullptr;
    std::int64_t from = parent ? parent->order + 1 : 1;
    const std::int64_t end = parent ? parent->order_end : kOrderEnd;
    for (Id child : children_[parent_])
      if (const Unit* unit = tree_.unit(child); unit && child != unit_)
        from = std::max(from, unit->order_end);
    const std::int64_t room = (end - from) / 8;
    if (room < sizes_[unit_] * 16) return false;
    spread(unit_, from, from + room, parent ? parent->depth + 1 : 1);
    return true;
  }

  void spread(Id id, std::int64_t from, std::int64_t end, int depth) {
    placed_.push_back({id, from, end, depth});
    spread_below(id, from, end, depth);
  }

  // Half of the room for the children by their sizes; the other half stays free behind them.
  void spread_below(Id id, std::int64_t from, std::int64_t end, int depth) {
    const auto& children = children_[id];
    std::int64_t total = 0;
    for (Id child : children) total += sizes_[child];
    if (total == 0) return;
    const std::int64_t each = (end - from - 1) / 2 / total;
    std::int64_t next = from + 1;
    for (Id child : children) {
      const std::int64_t room = each * sizes_[child];
      spread(child, next, next + room, depth + 1);
      next += room;
    }
  }

  const Organisation& tree_;
  Id unit_, parent_;
  std::unordered_map<Id, std::vector<Id>> children_;
  std::unordered_map<Id, std::int64_t> sizes_;  // itself included
  std::vector<Placement> placed_;
};

}  // namespace

std::vector<Placement> place_below(const Organisation& tree, Id unit, Id parent) {
  return Placer(tree, unit, parent).place();
}

}  // namespace kontor::access
