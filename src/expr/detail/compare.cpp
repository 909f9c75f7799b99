#include <compare>

#include "base/decimal.h"
#include "base/text.h"
#include "expr/detail/values.h"

namespace kontor::expr {
namespace {

bool answers(Op op, std::strong_ordering order) {
  switch (op) {
    case Op::equal:
    case Op::in:
      return order == 0;
    case Op::not_equal:
      return order != 0;
    case Op::less:
      return order < 0;
    case Op::less_equal:
      return order <= 0;
    case Op::greater:
      return order > 0;
    case Op::greater_equal:
      return order >= 0;
    default:
      return false;
  }
}

bool compare_texts(Op op, const std::string& a, const std::string& b) {
  switch (op) {
    case Op::equal:
    case Op::in:
      return fold_case(a) == fold_case(b);
    case Op::not_equal:
      return fold_case(a) != fold_case(b);
    case Op::contains:
      return fold_case(a).find(fold_case(b)) != std::string::npos;
    case Op::begins_with:
      return fold_case(a).starts_with(fold_case(b));
    case Op::ends_with:
      return fold_case(a).ends_with(fold_case(b));
    default:
      return answers(op, sort_key(a) <=> sort_key(b));
  }
}

// What one unit of the value is worth, so that values of different scales can be compared.
std::int64_t weight(const Type& type, const Type& other) {
  if (type.kind == TypeKind::number)
    return power_of_ten(std::max(type.decimals, other.decimals) - type.decimals);
  const bool days_with_time = type.kind == TypeKind::duration && type.unit == DurationUnit::days &&
                              other.unit == DurationUnit::micros;
  return days_with_time ? kDayMicros : 1;
}

// Beside a date, an instant is the local day it lies in.
std::int64_t comparable_number(const Value& value, const Type& type, const Type& other,
                               const Calendar& calendar) {
  const bool day = type.kind == TypeKind::instant && other.kind == TypeKind::date;
  return day ? calendar.day_of(value.number()) : value.number();
}

}  // namespace

bool Value::empty() const {
  if (const auto* text = std::get_if<std::string>(&atom)) return text->empty();
  return std::holds_alternative<std::monostate>(atom);
}

bool compare(Op op, const Value& a, const Type& type_a, const Value& b, const Type& type_b,
             const Calendar& calendar) {
  if (a.empty() || b.empty()) return false;
  if (type_a.kind == TypeKind::text) return compare_texts(op, a.text(), b.text());
  if (type_a.kind == TypeKind::money && a.currency != b.currency) return false;
  const Int128 left = Int128{comparable_number(a, type_a, type_b, calendar)};
  const Int128 right = Int128{comparable_number(b, type_b, type_a, calendar)};
  const Int128 weighed_left = left * weight(type_a, type_b);
  const Int128 weighed_right = right * weight(type_b, type_a);
  return answers(op, weighed_left < weighed_right   ? std::strong_ordering::less
                     : weighed_left > weighed_right ? std::strong_ordering::greater
                                                    : std::strong_ordering::equal);
}

}  // namespace kontor::expr
