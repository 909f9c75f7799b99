#include "access/rules/viewing.h"

#include <algorithm>

namespace kontor::access {
namespace {

using expr::Checked;
using expr::CheckedNode;
using expr::CheckedPtr;
using expr::Op;

constexpr const char* kViewer = "viewer ";

CheckedPtr renamed(const CheckedPtr& node, Id viewer) {
  CheckedNode made = *node;
  if (made.op == Op::mine && !made.type.many) {
    made.op = Op::number;  // "me" is somebody certain here
    made.value = viewer;
  }
  if (!made.set.empty()) made.set = kViewer + made.set;
  for (CheckedPtr& child : made.children) child = renamed(child, viewer);
  return std::make_shared<const CheckedNode>(std::move(made));
}

class Joiner {
 public:
  explicit Joiner(Id viewer) : viewer_(viewer) {}

  Ways join(const Ways& viewed, const Ways& viewer) {
    made_.limits = viewed.limits;
    made_.forbids = viewed.forbids;
    for (const BoundRule* limit : viewer.limits) made_.limits.push_back(own(*limit));
    for (const BoundRule* forbid : viewer.forbids) made_.forbids.push_back(own(*forbid));
    for (const Way& mine : viewer.ways) {
      const Way other = own(mine);
      for (const Way& way : viewed.ways) made_.ways.push_back(both(way, other));
    }
    return std::move(made_);
  }

 private:
  static Way both(Way way, const Way& other) {
    way.all.insert(way.all.end(), other.all.begin(), other.all.end());
    way.none.insert(way.none.end(), other.none.begin(), other.none.end());
    for (std::size_t i = 0; i < way.modes.size(); ++i)
      way.modes[i] = std::min(way.modes[i], other.modes[i]);
    return way;
  }

  Way own(Way way) {
    for (const Checked*& condition : way.all) condition = own(*condition);
    for (const Checked*& condition : way.none) condition = own(*condition);
    return way;
  }
  const Checked* own(const Checked& condition) {
    auto kept = std::make_shared<Checked>(condition);
    kept->root = renamed(condition.root, viewer_);
    made_.kept.push_back(kept);
    return kept.get();
  }
  const BoundRule* own(const BoundRule& rule) {
    auto kept = std::make_shared<BoundRule>(rule);
    if (kept->when) kept->when->root = renamed(kept->when->root, viewer_);
    made_.kept.push_back(kept);
    return kept.get();
  }

  Id viewer_;
  Ways made_;
};

}  // namespace

expr::Bindings both_bindings(const Principal& viewed, const Principal& viewer) {
  expr::Bindings bindings = viewed.bindings;
  for (const auto& [name, set] : viewer.bindings.mine) bindings.mine[kViewer + name] = set;
  return bindings;
}

Ways both_ways(const Ways& viewed, const Ways& viewer, Id viewer_id) {
  return Joiner(viewer_id).join(viewed, viewer);
}

}  // namespace kontor::access
