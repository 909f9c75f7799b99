#include <algorithm>
#include <optional>

#include "base/decimal.h"
#include "base/text.h"
#include "base/time.h"
#include "expr/detail/functions.h"
#include "expr/detail/texts.h"
#include "expr/detail/values.h"
#include "schema/words.h"

namespace kontor::expr {
namespace {

using Number = std::optional<std::int64_t>;

Value value(Number number, std::string currency = {}) {
  return number ? Value{*number, std::move(currency)} : Value{};
}
Value value(std::string text) {
  return text.empty() ? Value{} : Value{std::move(text)};
}

std::string text_of(const Value& value) {
  return value.empty() ? std::string() : value.text();
}

bool is_money(const Type& type) {
  return type.kind == TypeKind::money;
}

// Numbers take the scale of the result; everything else stays.
Number aligned(const Value& value, const Type& from, const Type& to) {
  if (value.empty()) return {};
  if (from.kind != TypeKind::number || to.kind != TypeKind::number) return value.number();
  return rescale(value.number(), from.decimals, to.decimals);
}

Number in_range(Number number, std::int64_t first, std::int64_t last) {
  return number && *number >= first && *number <= last ? number : std::nullopt;
}

// A date or an instant, and a span.
Number move(const Type& type, std::int64_t from, std::int64_t span, DurationUnit unit,
            const Calendar& calendar) {
  if (type.kind == TypeKind::date)
    return unit == DurationUnit::days ? add_days(from, span) : add_months(from, span);
  switch (unit) {
    case DurationUnit::days:
      return calendar.move_days(from, span);
    case DurationUnit::months:
      return calendar.move_months(from, span);
    case DurationUnit::micros:
      break;
  }
  return in_range(checked_add(from, span), kFirstInstant, kLastInstant);
}

Value sum(const CheckedNode& node, const Value& a, const Value& b, const Calendar& calendar) {
  const Type& left = node.children[0]->type;
  const Type& right = node.children[1]->type;
  if (a.empty() || b.empty()) return {};
  const bool minus = node.op == Op::subtract;
  if (left.kind != TypeKind::duration && right.kind == TypeKind::duration) {
    const Number span = minus ? checked_subtract(0, b.number()) : Number(b.number());
    return span ? value(move(left, a.number(), *span, right.unit, calendar)) : Value{};
  }
  if (is_money(left) && a.currency != b.currency) return {};
  const Number x = aligned(a, left, node.type), y = aligned(b, right, node.type);
  if (!x || !y) return {};
  return value(minus ? checked_subtract(*x, *y) : checked_add(*x, *y), a.currency);
}

Value product(const CheckedNode& node, const Value& a, const Value& b) {
  if (a.empty() || b.empty()) return {};
  return value(multiply_divide(a.number(), b.number(), power_of_ten(product_shift(node))),
               is_money(node.children[0]->type) ? a.currency : b.currency);
}

Value quotient(const CheckedNode& node, const Value& a, const Value& b) {
  if (a.empty() || b.empty() || b.number() == 0) return {};
  if (b.number() > kMaxDivisor || b.number() < -kMaxDivisor) return {};
  if (is_money(node.children[1]->type) && a.currency != b.currency) return {};
  const Int128 dividend = Int128{a.number()} * power_of_ten(quotient_shift(node));
  return value(narrow(divide_rounded(dividend, b.number())),
               is_money(node.type) ? a.currency : std::string());
}

Value negated(const Value& a) {
  return a.empty() ? Value{} : value(checked_subtract(0, a.number()), a.currency);
}

Value first_filled(const CheckedNode& node, std::span<const Value> args) {
  for (std::size_t i = 0; i < args.size(); ++i) {
    if (args[i].empty()) continue;
    if (node.type.kind != TypeKind::number) return args[i];
    if (const Number number = aligned(args[i], node.children[i]->type, node.type))
      return value(number);
  }
  return {};
}

Value chosen(const CheckedNode& node, std::span<const Value> args) {
  const std::size_t i = !args[0].empty() && args[0].number() ? 1 : 2;
  if (node.type.kind != TypeKind::number) return args[i];
  return value(aligned(args[i], node.children[i]->type, node.type));
}

// The smallest or largest of what is not empty; of one currency.
Value extreme(const CheckedNode& node, std::span<const Value> args) {
  Value best;
  for (std::size_t i = 0; i < args.size(); ++i) {
    const Number number = aligned(args[i], node.children[i]->type, node.type);
    if (!number) continue;
    if (!best.empty() && best.currency != args[i].currency) return {};
    const bool better = best.empty() || (node.function == Function::min ? *number < best.number()
                                                                        : *number > best.number());
    if (better) best = value(number, args[i].currency);
  }
  return best;
}

std::int64_t day_of(const Value& value, const Type& type, const Calendar& calendar) {
  return type.kind == TypeKind::instant ? calendar.day_of(value.number()) : value.number();
}

Value part_of_day(Function function, std::int64_t days) {
  if (days < kFirstDay || days > kLastDay) return {};
  const Date date{static_cast<std::int32_t>(days)};
  switch (function) {
    case Function::year:
      return value(civil(date).year);
    case Function::month:
      return value(civil(date).month);
    case Function::day:
      return value(civil(date).day);
    case Function::weekday:
      return value(weekday(date));
    default:
      return value(iso_week(date).week);
  }
}

Value made_date(std::span<const Value> args) {
  for (const Value& arg : args)
    if (arg.empty() || arg.number() < 1 || arg.number() > 9999) return {};
  const auto date =
      make_date(static_cast<int>(args[0].number()), static_cast<int>(args[1].number()),
                static_cast<int>(args[2].number()));
  return date ? value(date->days) : Value{};
}

Value period_edge(const CheckedNode& node, const Calendar& calendar) {
  static constexpr std::pair<std::string_view, Period> kPeriods[] = {{"day", Period::day},
                                                                     {"week", Period::week},
                                                                     {"month", Period::month},
                                                                     {"quarter", Period::quarter},
                                                                     {"year", Period::year}};
  const std::string& word = node.source->children[0]->path[0];
  const Period period =
      std::ranges::find(kPeriods, word, &std::pair<std::string_view, Period>::first)->second;
  const bool months = period != Period::day && period != Period::week;
  const std::int64_t step = period == Period::week      ? 7
                            : period == Period::quarter ? 3
                            : period == Period::year    ? 12
                                                        : 1;
  const Date begin = start_of(period, Date{static_cast<std::int32_t>(calendar.today())});
  const bool end = node.function == Function::end_of;
  const std::int64_t count = (node.value + (end ? 1 : 0)) * step;
  const Number edge = months ? add_months(begin.days, count) : add_days(begin.days, count);
  return edge && end ? value(add_days(*edge, -1)) : value(edge);
}

Value call(const CheckedNode& node, std::span<const Value> args, const Calendar& calendar) {
  auto type = [&](std::size_t i) -> const Type& { return node.children[i]->type; };
  switch (node.function) {
    case Function::choose:
      return chosen(node, args);
    case Function::coalesce:
      return first_filled(node, args);
    case Function::min:
    case Function::max:
      return extreme(node, args);
    case Function::today:
      return value(calendar.today());
    case Function::now:
      return value(calendar.now());
    case Function::start_of:
    case Function::end_of:
      return period_edge(node, calendar);
    case Function::date:
      return made_date(args);
    case Function::length:
      return value(static_cast<std::int64_t>(length(text_of(args[0]))));
    case Function::join: {
      std::string all;
      for (const Value& arg : args) all += text_of(arg);
      return value(std::move(all));
    }
    default:
      break;
  }
  // The others are empty as soon as one argument is.
  if (std::ranges::any_of(args, &Value::empty)) return {};
  switch (node.function) {
    case Function::lower:
      return value(fold_case(args[0].text()));
    case Function::upper:
      return value(to_capitals(args[0].text()));
    case Function::trim:
      return value(trim_blanks(args[0].text()));
    case Function::left:
      return value(std::string(first_points(args[0].text(), args[1].number())));
    case Function::right:
      return value(std::string(last_points(args[0].text(), args[1].number())));
    case Function::round:
      return value(rescale(args[0].number(), type(0).decimals, node.type.decimals));
    case Function::abs:
      return args[0].number() < 0 ? negated(args[0]) : args[0];
    case Function::money:
      return value(rescale(args[0].number(), type(0).decimals, static_cast<int>(node.value)),
                   node.currency);
    case Function::days_between:
      return value(
          checked_subtract(day_of(args[1], type(1), calendar), day_of(args[0], type(0), calendar)));
    case Function::anniversary:
      return value(anniversary(day_of(args[0], type(0), calendar), calendar.today()));
    default:
      return part_of_day(node.function, day_of(args[0], type(0), calendar));
  }
}

}  // namespace

int product_shift(const CheckedNode& node) {
  auto decimals = [&](std::size_t i) { return node.children[i]->type.decimals; };
  return decimals(0) + decimals(1) - node.type.decimals;
}

int quotient_shift(const CheckedNode& node) {
  return node.type.decimals + node.children[1]->type.decimals - node.children[0]->type.decimals;
}

Value calculate(const CheckedNode& node, std::span<const Value> args, const Calendar& calendar) {
  switch (node.op) {
    case Op::add:
    case Op::subtract:
      return sum(node, args[0], args[1], calendar);
    case Op::multiply:
      return product(node, args[0], args[1]);
    case Op::divide:
      return quotient(node, args[0], args[1]);
    case Op::negate:
      return negated(args[0]);
    default:
      return call(node, args, calendar);
  }
}

std::string_view kind_word(schema::OptionKind kind) {
  return kind == schema::OptionKind::none ? "none" : schema::to_string(kind);
}

Value option_facet(const schema::Field& field, std::int64_t option, std::string_view facet) {
  for (std::size_t i = 0; i < field.options.size(); ++i) {
    const schema::Option& found = field.options[i];
    if (found.id != option) continue;
    if (facet == "kind") return {std::string(kind_word(found.kind))};
    return {facet == "position" ? static_cast<std::int64_t>(i) + 1
                                : static_cast<std::int64_t>(found.probability)};
  }
  return {};
}

}  // namespace kontor::expr
