// Gives a tree its meaning: names become fields, every node gets a type. A checked expression holds
// pointers into the catalogue it was checked against and keeps that snapshot alive.
#pragma once

#include <compare>
#include <cstdint>
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

// Spans of days, of time, and of months, which have no fixed length: they never mix, but days count
// as 24 hours when compared with a span of time.
enum class DurationUnit { days, micros, months };

struct Type {
  TypeKind kind = TypeKind::empty;
  bool many = false;                       // of a field with several values, or a set of the reader
  int decimals = 0;                        // number
  DurationUnit unit = DurationUnit::days;  // duration
  const schema::Field* field = nullptr;    // option; money: whose currency a plain number takes
  const schema::Object* object = nullptr;  // record; null: any
};

// One step of a path: a field of an object, reached by a to-one relation from the step before.
struct Step {
  const schema::Object* object = nullptr;
  const schema::Field* field = nullptr;
  const schema::FieldPart* part = nullptr;  // address.postal_code, phones.e164
  std::string facet = {};  // option: "kind", "position", "probability"; money: "currency"
};

enum class Function : int;  // detail/functions.h

struct CheckedNode;
using CheckedPtr = std::shared_ptr<const CheckedNode>;

struct CheckedNode {
  Op op = Op::empty;
  Type type = {};
  std::vector<CheckedPtr> children = {};
  std::vector<Step> path = {};     // path, exists, before, count(...)
  Ast source = {};                 // names and texts, position
  std::int64_t value = 0;          // a constant of `type`: scaled, minor units, option or record id
  std::string currency = {};       // a constant of money
  Function function = Function{};  // call
  std::string set = {};            // which of Bindings::mine it reads: "units", "below unit 2"
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
  std::vector<FieldUse> uses;     // each once
  std::vector<std::string> sets;  // each once; what Bindings::mine should hold
  schema::CataloguePtr catalogue;
};

struct CheckOptions {
  TypeKind expected = TypeKind::boolean;
  bool any_type = false;    // formulas: whatever comes out
  bool rule_words = false;  // `before`, `shared with me`, my.* beyond my.unit and my.teams
};

// Errors: Code::invalid, keys "expr.unknown_field", "expr.not_comparable", ... with `position`.
[[nodiscard]] Result<Checked> check(const Ast& tree, const schema::CataloguePtr& catalogue,
                                    const schema::Object& object, const CheckOptions& options = {});

}  // namespace kontor::expr
