#include "expr/ast.h"

#include <algorithm>

namespace kontor::expr {

bool same(const Ast& a, const Ast& b) {
  if (a == b) return true;
  if (!a || !b) return false;
  return a->op == b->op && a->name == b->name && a->path == b->path && a->text == b->text &&
         a->number == b->number && a->decimals == b->decimals && a->unit == b->unit &&
         std::ranges::equal(a->children, b->children, same);
}

}  // namespace kontor::expr
