// The tree of an expression, before names mean anything. Immutable and shared.
// Grammar and semantics: docs/dev/expressions.md.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace kontor::expr {

// clang-format off
enum class Op {
  // atoms
  number, text, boolean, date, instant, duration, empty, path, mine, before, shared,
  // logic; `and` and `or` have two or more children
  logical_or, logical_and, logical_not,
  // comparison: two children
  equal, not_equal, less, less_equal, greater, greater_equal, contains, begins_with, ends_with,
  in,  // child 0 in the others (a list), or in one many-valued child
  below, above,
  // questions: one child, and a duration for the last two
  is_empty, reached, older_than, within,
  // arithmetic
  add, subtract, multiply, divide, negate,
  call,    // `name` is the function
  exists,  // `path` names the relation, child 0 (optional) is asked of its records
};
// clang-format on

struct Node;
using Ast = std::shared_ptr<const Node>;

struct Node {
  Op op;
  std::vector<Ast> children = {};
  std::string name = {};               // function, mine word ("me", "units"), shared action
  std::vector<std::string> path = {};  // API names, already translated from labels
  std::string text = {};               // text constant
  // number (scaled), boolean, date, instant, duration count; below, above and my.reports: levels,
  // 0 when none are said
  std::int64_t number = 0;
  int decimals = 0;       // number: its scale
  std::string unit = {};  // duration: "days", "hours", ...
  int position = 0;       // byte offset in the source text
};

// Equal but for positions.
bool same(const Ast& a, const Ast& b);

}  // namespace kontor::expr
