// What can be done with values once they are there, whatever record they come from.
#pragma once

#include <span>
#include <string>

#include "expr/check.h"
#include "expr/detail/calendar.h"
#include "expr/evaluate.h"

namespace kontor::expr {

struct Value {
  Atom atom = {};
  std::string currency = {};  // of money

  bool empty() const;
  std::int64_t number() const { return std::get<std::int64_t>(atom); }
  const std::string& text() const { return std::get<std::string>(atom); }
};

// False when one side is empty, or money of different currencies.
bool compare(Op op, const Value& a, const Type& type_a, const Value& b, const Type& type_b,
             const Calendar& calendar);

// An operator or a function on the values of its children. Empty on overflow.
Value calculate(const CheckedNode& node, std::span<const Value> args, const Calendar& calendar);

// A facet of an option: its kind, its place among the options, its probability.
Value option_facet(const schema::Field& field, std::int64_t option, std::string_view facet);
std::string_view kind_word(schema::OptionKind kind);

// A divisor beyond this makes a quotient empty: SQLite divides digit by digit in 64 bits.
inline constexpr std::int64_t kMaxDivisor = 922'337'203'685'477'580;

// By how many powers of ten a product of these types has to be lowered, a dividend to be raised.
int product_shift(const CheckedNode& node);
int quotient_shift(const CheckedNode& node);

}  // namespace kontor::expr
