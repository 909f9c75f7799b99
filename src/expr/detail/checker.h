// The checker, split over check.cpp (the walk), check_path.cpp, check_compare.cpp and
// check_call.cpp.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "expr/check.h"

namespace kontor::expr {

class Checker {
 public:
  Checker(const schema::CataloguePtr& catalogue, const schema::Object& object,
          const CheckOptions& options)
      : catalogue_(*catalogue), object_(&object), options_(options) {}

  // The root as `options` wants it.
  Result<CheckedPtr> run(const Ast& tree);

  std::vector<FieldUse> uses() const { return {uses_.begin(), uses_.end()}; }

 private:
  Result<CheckedPtr> any(const Ast& node);
  // A single value of one kind; says what was expected otherwise.
  Result<CheckedPtr> single(const Ast& node);
  Result<CheckedPtr> of_kind(const Ast& node, TypeKind kind);
  Result<std::vector<CheckedPtr>> all_of_kind(const std::vector<Ast>& nodes, TypeKind kind);

  Result<CheckedPtr> constant(const Ast& node);
  Result<CheckedPtr> mine(const Ast& node);
  Result<CheckedPtr> shared(const Ast& node);
  Result<CheckedPtr> exists(const Ast& node);
  Result<CheckedPtr> arithmetic(const Ast& node);
  Result<CheckedPtr> negate(const Ast& node);

  // check_path.cpp
  Result<CheckedPtr> path(const Ast& node);
  Result<std::vector<Step>> steps(const Ast& node);
  Result<Step> inner_step(const Step& step, const std::string& name, const Ast& node);
  Result<Type> type_of(const Step& step, const Ast& node) const;
  void use(const schema::Object& object, const schema::Field& field);

  // check_compare.cpp
  Result<CheckedPtr> comparison(const Ast& node);
  Result<CheckedPtr> membership(const Ast& node);
  Result<CheckedPtr> in_tree(const Ast& node);
  Result<CheckedPtr> against_now(const Ast& node);
  Result<void> comparable(Op op, CheckedPtr& left, CheckedPtr& right, const Ast& node) const;
  Result<CheckedPtr> as_other(const CheckedPtr& constant, const CheckedNode& other) const;

  // check_call.cpp
  Result<CheckedPtr> call(const Ast& node);
  Result<Type> common_type(const std::vector<CheckedPtr>& values, const Ast& node) const;
  Result<void> type_call(CheckedNode& made, const Ast& node);
  Result<CheckedPtr> count(const Ast& node);
  Result<CheckedPtr> period(const Ast& node, Function function);
  Result<CheckedPtr> money(const Ast& node);
  Result<CheckedPtr> rounded(const Ast& node);

  const schema::Catalogue& catalogue_;
  const schema::Object* object_;  // whose fields are meant here
  const CheckOptions& options_;
  int exists_depth_ = 0;
  std::set<FieldUse> uses_;
};

// Not deeper and not larger than the language allows.
Result<void> check_size(const Ast& tree);

// Texts are ordered by sort keys, which only exist for constants and for columns that keep them.
bool has_order(const CheckedNode& text);

CheckedPtr share(CheckedNode node);
// "expr.expected_number" and the like.
Failure expected(TypeKind kind, const Ast& node);

}  // namespace kontor::expr
