#include "access/rules/truth_table.h"

#include <algorithm>

#include "expr/parse.h"

namespace kontor::access {
namespace {

using expr::Ast;
using expr::Op;

bool is_connective(Op op) {
  return op == Op::logical_and || op == Op::logical_or || op == Op::logical_not;
}

bool is_constant(Op op) {
  return op == Op::number || op == Op::text || op == Op::boolean || op == Op::date;
}

bool compares(const Ast& atom) {
  switch (atom->op) {
    case Op::equal:
    case Op::less:
    case Op::less_equal:
    case Op::greater:
    case Op::greater_equal:
      return atom->children.size() == 2 && atom->children[0]->op == Op::path &&
             is_constant(atom->children[1]->op);
    default:
      return false;
  }
}

const expr::Node* path_of(const Ast& atom) {
  if (atom->children.empty() || atom->children[0]->op != Op::path) return nullptr;
  return atom->children[0].get();
}

// As a fraction of the same scale: -1, 0, 1. Texts and numbers never meet.
std::optional<int> order(const expr::Node& a, const expr::Node& b) {
  if (a.op != b.op) return std::nullopt;
  if (a.op == Op::text) return a.text == b.text ? 0 : a.text < b.text ? -1 : 1;
  if (a.decimals != b.decimals) return std::nullopt;
  return a.number == b.number ? 0 : a.number < b.number ? -1 : 1;
}

bool above(Op op) {
  return op == Op::greater || op == Op::greater_equal;
}
bool below(Op op) {
  return op == Op::less || op == Op::less_equal;
}

// No value meets both. Fields with several values may: the same path is then asked of each.
bool exclude(const Ast& a, const Ast& b) {
  const expr::Node* path = path_of(a);
  const expr::Node* other = path_of(b);
  if (!path || !other || path->path != other->path) return false;
  // What is empty compares with nothing.
  if (a->op == Op::is_empty || b->op == Op::is_empty) return a->op != b->op;
  if (!compares(a) || !compares(b)) return false;
  const auto asked = order(*a->children[1], *b->children[1]);
  if (!asked) return false;
  if (a->op == Op::equal && b->op == Op::equal)
    return *asked != 0 && a->children[1]->op != Op::text;
  if (a->op == Op::equal)
    return (above(b->op) && (*asked < 0 || (*asked == 0 && b->op == Op::greater))) ||
           (below(b->op) && (*asked > 0 || (*asked == 0 && b->op == Op::less)));
  if (b->op == Op::equal) return exclude(b, a);
  if (above(a->op) && below(b->op))
    return *asked > 0 || (*asked == 0 && !(a->op == Op::greater_equal && b->op == Op::less_equal));
  return below(a->op) && above(b->op) && exclude(b, a);
}

}  // namespace

std::optional<TruthTable> TruthTable::of(const std::vector<Ast>& conditions) {
  TruthTable table;
  table.conditions_ = conditions;
  for (const Ast& condition : conditions)
    if (condition && !table.collect(condition)) return std::nullopt;
  table.find_exclusions();
  return table;
}

bool TruthTable::collect(const Ast& tree) {
  if (is_connective(tree->op))
    return std::ranges::all_of(tree->children, [&](const Ast& child) { return collect(child); });
  if (tree->op == Op::boolean) return true;
  std::string text = expr::render(tree);
  if (std::ranges::find(atoms_, text, &Atom::text) == atoms_.end())
    atoms_.push_back({std::move(text), tree});
  return atoms_.size() <= kMostTabled;
}

void TruthTable::find_exclusions() {
  for (std::size_t i = 0; i < atoms_.size(); ++i)
    for (std::size_t k = i + 1; k < atoms_.size(); ++k)
      if (exclude(atoms_[i].node, atoms_[k].node)) exclusions_.push_back(1u << i | 1u << k);
}

bool TruthTable::consistent(unsigned bits) const {
  return std::ranges::none_of(exclusions_, [&](unsigned pair) { return (bits & pair) == pair; });
}

std::size_t TruthTable::place_of(const Ast& leaf) const {
  const std::string text = expr::render(leaf);
  return static_cast<std::size_t>(std::ranges::find(atoms_, text, &Atom::text) - atoms_.begin());
}

bool TruthTable::holds(const Ast& tree, unsigned bits) const {
  const auto hold = [&](const Ast& child) { return holds(child, bits); };
  switch (tree->op) {
    case Op::logical_and:
      return std::ranges::all_of(tree->children, hold);
    case Op::logical_or:
      return std::ranges::any_of(tree->children, hold);
    case Op::logical_not:
      return !hold(tree->children[0]);
    case Op::boolean:
      return tree->number != 0;
    default:
      return bits >> place_of(tree) & 1;
  }
}

bool TruthTable::possible(const std::vector<std::size_t>& hold,
                          const std::vector<std::size_t>& fail) const {
  const auto held = [&](std::size_t place, unsigned bits) {
    return !conditions_[place] || holds(conditions_[place], bits);
  };
  for (unsigned bits = 0; bits < 1u << atoms_.size(); ++bits) {
    if (!consistent(bits)) continue;
    const bool all = std::ranges::all_of(hold, [&](std::size_t i) { return held(i, bits); });
    if (all && std::ranges::none_of(fail, [&](std::size_t i) { return held(i, bits); }))
      return true;
  }
  return false;
}

}  // namespace kontor::access
