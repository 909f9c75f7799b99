// Gives a tree its meaning: names become fields, every node gets a type. A checked expression holds
// pointers into the catalogue it was checked against and keeps that snapshot alive.
#pragma once

#include <compare>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "expr/ast.h"
#include "schema/catalogue.h"

namespace kontor::expr {

// clang-format off
enum class TypeKind { boolean, number, money, text, date, instant, duration, option, record, empty };
// clang-format on

struct Type {
  TypeKind kind = TypeKind::empty;
  bool many = false;                       // of a field with several values
  int decimals = 0;                        // number
  const schema::Field* field = nullptr;    // option
  const schema::Object* object = nullptr;  // record; null: any
};

// One step of a path: a field of an object, reached by a to-one relation from the step before.
struct Step {
  const schema::Object* object = nullptr;
  const schema::Field* field = nullptr;
  const schema::FieldPart* part = nullptr;  // address.postal_code
  std::string facet = {};  // option: "kind", "position"; money: "currency"; else empty
};

struct CheckedNode;
using CheckedPtr = std::shared_ptr<const CheckedNode>;

struct CheckedNode {
  Op op;
  Type type;
  std::vector<CheckedPtr> children;
  std::vector<Step> path;                // path, exists, before
  Ast source;                            // constants, names, position
  std::vector<std::int64_t> option_ids;  // a text constant compared with options
};

// Every field of every object the expression reads: what the access engine must be asked for.
struct FieldUse {
  const schema::Object* object;
  const schema::Field* field;
  auto operator<=>(const FieldUse&) const = default;
};

struct Checked {
  CheckedPtr root;
  const schema::Object* object = nullptr;
  std::vector<FieldUse> uses;
  schema::CataloguePtr catalogue;
};

struct CheckOptions {
  TypeKind expected = TypeKind::boolean;
  bool any_type = false;    // formulas: whatever comes out
  bool rule_words = false;  // `before`, `shared with me`, my.* beyond my.unit and my.teams
};

// Errors: Code::invalid, keys "expr.unknown_field", "expr.type", ... with `position`.
[[nodiscard]] Result<Checked> check(const Ast& tree, const schema::CataloguePtr& catalogue,
                                    const schema::Object& object, const CheckOptions& options = {});

}  // namespace kontor::expr
