// Random expressions that mean something: typed while they are made, so that the checker accepts
// nearly all of them.
#pragma once

#include <optional>

#include "expr/check.h"
#include "expr/testing/dice.h"

namespace kontor::expr::testing {

class ExpressionMaker {
 public:
  ExpressionMaker(Dice& dice, const schema::Catalogue& catalogue, const schema::Object& object,
                  const std::vector<std::int64_t>& ids)
      : dice_(dice), catalogue_(catalogue), object_(&object), ids_(ids) {}

  // `depth`: how many levels may still be added.
  Ast condition(int depth);
  Ast value(TypeKind kind, int depth);

 private:
  struct Found {
    std::vector<std::string> path;
    Type type;
    bool relation = false;
  };
  std::optional<Found> find_path(TypeKind kind, bool many);
  Found random_walk();
  void finish_walk(Found& found, const schema::Field& field);

  Ast comparison(int depth);
  Ast option_comparison();
  Ast list(int depth);
  Ast text_question(int depth);
  Ast record_question(int depth);
  Ast many_question(int depth);
  Ast time_question(int depth);
  Ast exists(int depth);
  Ast constant(TypeKind kind);
  Ast number(int depth);
  Ast money(int depth);
  Ast text(int depth);
  Ast date(int depth);
  Ast instant(int depth);
  Ast duration(int depth, bool micros);
  Ast span(bool time);
  Ast path(TypeKind kind);
  Ast of_several(std::string_view function, TypeKind kind, int depth);
  Ast choice(TypeKind kind, int depth);
  Ast call(std::string name, std::vector<Ast> args);
  Ast op(Op op, std::vector<Ast> children, std::int64_t number = 0);
  Ast mine();

  Dice& dice_;
  const schema::Catalogue& catalogue_;
  const schema::Object* object_;
  const std::vector<std::int64_t>& ids_;
  int exists_depth_ = 0;
};

}  // namespace kontor::expr::testing
