// Questions about conditions that hold whatever the record: can it hold at all, does one imply the
// other? Decided by trying every way in which their comparisons may come out.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "expr/ast.h"

namespace kontor::access {

inline constexpr std::size_t kMostTabled = 16;

class TruthTable {
 public:
  // Nothing when there are too many different comparisons. A null condition always holds.
  static std::optional<TruthTable> of(const std::vector<expr::Ast>& conditions);

  // Whether all of `hold` can hold while none of `fail` does; places in the conditions.
  bool possible(const std::vector<std::size_t>& hold, const std::vector<std::size_t>& fail) const;

 private:
  struct Atom {
    std::string text;
    expr::Ast node;
  };
  bool collect(const expr::Ast& tree);
  void find_exclusions();
  bool consistent(unsigned bits) const;
  bool holds(const expr::Ast& tree, unsigned bits) const;
  std::size_t place_of(const expr::Ast& leaf) const;

  std::vector<expr::Ast> conditions_;
  std::vector<Atom> atoms_;
  std::vector<unsigned> exclusions_;  // pairs of atoms that never hold together
};

}  // namespace kontor::access
