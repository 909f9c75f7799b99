#include "expr/testing/random_expression.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "expr/detail/names.h"
#include "expr/testing/random_world.h"

namespace kontor::expr::testing {
namespace {

using schema::Field;
using schema::FieldType;
using schema::Object;

Ast make(Node node) {
  return std::make_shared<const Node>(std::move(node));
}

constexpr Op kEquality[] = {Op::equal, Op::not_equal};
constexpr Op kComparisons[] = {Op::equal,      Op::not_equal, Op::less,
                               Op::less_equal, Op::greater,   Op::greater_equal};

TypeKind kind_of(FieldType type) {
  switch (type) {
    case FieldType::number:
    case FieldType::percent:
      return TypeKind::number;
    case FieldType::money:
      return TypeKind::money;
    case FieldType::checkbox:
      return TypeKind::boolean;
    case FieldType::date:
      return TypeKind::date;
    case FieldType::date_time:
    case FieldType::instant_system:
      return TypeKind::instant;
    case FieldType::select:
    case FieldType::status:
    case FieldType::multi_select:
      return TypeKind::option;
    case FieldType::relation:
    case FieldType::user:
    case FieldType::user_system:
      return TypeKind::record;
    case FieldType::postal_address:
      return TypeKind::empty;
    default:
      return TypeKind::text;
  }
}

}  // namespace

Ast ExpressionMaker::op(Op op, std::vector<Ast> children, std::int64_t number) {
  return make({.op = op, .children = std::move(children), .number = number});
}

Ast ExpressionMaker::call(std::string name, std::vector<Ast> args) {
  return make({.op = Op::call, .children = std::move(args), .name = std::move(name)});
}

// --- paths

ExpressionMaker::Found ExpressionMaker::random_walk() {
  Found found;
  const Object* object = object_;
  for (int hops = 0;; ++hops) {
    const Field& field = dice_.of(object->fields);
    found.path.push_back(field.name);
    const Object* target = target_of(field, catalogue_);
    if (target && !field.has_many_values() && hops < 2 && dice_.chance(70)) {
      object = target;
      continue;
    }
    found.relation = target;
    finish_walk(found, field);
    return found;
  }
}

void ExpressionMaker::finish_walk(Found& found, const Field& field) {
  found.type = {.kind = kind_of(field.type),
                .many = field.has_many_values(),
                .decimals = field.decimals,
                .field = &field,
                .object = target_of(field, catalogue_)};
  if (!field.parts.empty() && (field.type == FieldType::postal_address || dice_.chance(40))) {
    const schema::FieldPart& part = dice_.of(field.parts);
    found.path.push_back(part.name);
    found.type.kind = part.type == FieldType::number ? TypeKind::number : TypeKind::text;
    found.type.decimals = part.decimals;
  } else if (has_options(field) && dice_.chance(30)) {
    const char* facet = dice_.of((const char*[]){"kind", "position", "probability"});
    found.path.push_back(facet);
    found.type.kind = std::string_view(facet) == "kind" ? TypeKind::text : TypeKind::number;
    found.type.decimals = 0;
  } else if (field.type == FieldType::money && dice_.chance(20)) {
    found.path.push_back("currency");
    found.type.kind = TypeKind::text;
  }
}

std::optional<ExpressionMaker::Found> ExpressionMaker::find_path(TypeKind kind, bool many) {
  for (int i = 0; i < 60; ++i) {
    Found found = random_walk();
    if (found.type.kind == kind && found.type.many == many) return found;
  }
  return {};
}

Ast ExpressionMaker::path(TypeKind kind) {
  auto found = find_path(kind, false);
  if (!found) return constant(kind);
  const bool before = exists_depth_ == 0 && dice_.chance(3);
  return make({.op = before ? Op::before : Op::path, .path = std::move(found->path)});
}

// --- constants

Ast ExpressionMaker::constant(TypeKind kind) {
  switch (kind) {
    case TypeKind::number:
      return make({.op = Op::number,
                   .number = random_number(dice_),
                   .decimals = static_cast<int>(dice_.below(7))});
    case TypeKind::money:
      return call("money", {make({.op = Op::number,
                                  .number = dice_.between(-500, 500),
                                  .decimals = static_cast<int>(dice_.below(3))}),
                            make({.op = Op::text, .text = dice_.chance(60) ? "EUR" : "CHF"})});
    case TypeKind::text:
      return make({.op = Op::text, .text = random_text(dice_)});
    case TypeKind::date:
      return make({.op = Op::date, .number = random_day(dice_)});
    case TypeKind::instant:
      return make({.op = Op::instant, .number = random_instant(dice_)});
    case TypeKind::duration:
      return span(false);
    case TypeKind::record:
      return dice_.chance(40) ? make({.op = Op::mine, .name = "me"})
                              : make({.op = Op::number, .number = dice_.of(ids_)});
    default:
      return make({.op = Op::boolean, .number = dice_.between(0, 1)});
  }
}

Ast ExpressionMaker::span(bool time) {
  constexpr const char* kUnits[] = {"days", "weeks", "months", "years", "minutes", "hours"};
  return make({.op = Op::duration,
               .number = dice_.chance(90) ? dice_.between(0, 30) : dice_.between(0, 100'000'000),
               .unit = kUnits[dice_.below(time ? 6 : 4)]});
}

// --- values

Ast ExpressionMaker::value(TypeKind kind, int depth) {
  if (depth <= 0) return dice_.chance(75) ? path(kind) : constant(kind);
  if (dice_.chance(8)) return choice(kind, depth);
  if (dice_.chance(6)) return of_several("coalesce", kind, depth);
  switch (kind) {
    case TypeKind::number:
      return number(depth);
    case TypeKind::money:
      return money(depth);
    case TypeKind::text:
      return text(depth);
    case TypeKind::date:
      return date(depth);
    case TypeKind::instant:
      return instant(depth);
    case TypeKind::duration:
      return duration(depth, dice_.chance(50));
    case TypeKind::boolean:
      return condition(depth - 1);
    default:
      return path(kind);
  }
}

Ast ExpressionMaker::choice(TypeKind kind, int depth) {
  if (kind == TypeKind::duration) return duration(depth - 1, true);
  Ast other = dice_.chance(15) ? make({.op = Op::empty}) : value(kind, depth - 1);
  Ast one = value(kind, depth - 1);
  if (kind == TypeKind::record || kind == TypeKind::option) other = make({.op = Op::empty});
  if (dice_.chance(50)) std::swap(one, other);
  return call("if", {condition(depth - 1), std::move(one), std::move(other)});
}

Ast ExpressionMaker::of_several(std::string_view function, TypeKind kind, int depth) {
  std::vector<Ast> args;
  const bool alike =
      kind != TypeKind::record && kind != TypeKind::option && kind != TypeKind::duration;
  const std::size_t count = alike ? dice_.below(3) + 1 : 1;
  for (std::size_t i = 0; i < count; ++i) args.push_back(value(kind, depth - 1));
  return call(std::string(function), std::move(args));
}

Ast ExpressionMaker::number(int depth) {
  auto inner = [&](TypeKind kind) { return value(kind, depth - 1); };
  switch (dice_.below(16)) {
    case 0:
      return op(Op::add, {inner(TypeKind::number), inner(TypeKind::number)});
    case 1:
      return op(Op::subtract, {inner(TypeKind::number), inner(TypeKind::number)});
    case 2:
    case 3:
      return op(Op::multiply, {inner(TypeKind::number), inner(TypeKind::number)});
    case 4:
    case 5:
      return op(Op::divide, {inner(TypeKind::number), inner(TypeKind::number)});
    case 6:
      return op(Op::divide, {inner(TypeKind::money), inner(TypeKind::money)});
    case 7:
      return op(Op::negate, {path(TypeKind::number)});
    case 8:
      // One or two decimals fewer, so that halves are met.
      if (auto found = find_path(TypeKind::number, false); found && found->type.decimals > 0) {
        const int decimals =
            std::max(0, found->type.decimals - 1 - static_cast<int>(dice_.below(2)));
        return call("round", {make({.op = Op::path, .path = std::move(found->path)}),
                              make({.op = Op::number, .number = decimals})});
      }
      return call("round", {inner(TypeKind::number)});
    case 9:
      return call("abs", {inner(TypeKind::number)});
    case 10:
      return of_several(dice_.chance(50) ? "min" : "max", TypeKind::number, depth);
    case 11:
      return call("length", {inner(TypeKind::text)});
    case 12: {
      const TypeKind day = dice_.chance(60) ? TypeKind::date : TypeKind::instant;
      return call(dice_.of((const char*[]){"year", "month", "day", "weekday", "week"}),
                  {inner(day)});
    }
    case 13:
      return call("days_between", {inner(dice_.chance(50) ? TypeKind::date : TypeKind::instant),
                                   inner(dice_.chance(50) ? TypeKind::date : TypeKind::instant)});
    case 14:
      for (const TypeKind kind : {TypeKind::record, TypeKind::text, TypeKind::option})
        if (dice_.chance(50))
          if (auto found = find_path(kind, true);
              found && (kind != TypeKind::text || found->path.back() != "e164"))
            return call("count", {make({.op = Op::path, .path = std::move(found->path)})});
      [[fallthrough]];
    default:
      return dice_.chance(70) ? path(TypeKind::number) : constant(TypeKind::number);
  }
}

Ast ExpressionMaker::money(int depth) {
  auto inner = [&](TypeKind kind) { return value(kind, depth - 1); };
  switch (dice_.below(10)) {
    case 0:
      return op(Op::add, {inner(TypeKind::money), inner(TypeKind::money)});
    case 1:
      return op(Op::subtract, {inner(TypeKind::money), inner(TypeKind::money)});
    case 2:
      return op(Op::multiply, {inner(TypeKind::money), inner(TypeKind::number)});
    case 3:
      return op(Op::multiply, {inner(TypeKind::number), inner(TypeKind::money)});
    case 4:
      return op(Op::divide, {inner(TypeKind::money), inner(TypeKind::number)});
    case 5:
      return op(Op::negate, {path(TypeKind::money)});
    case 6:
      return call("abs", {inner(TypeKind::money)});
    case 7:
      return of_several(dice_.chance(50) ? "min" : "max", TypeKind::money, depth);
    case 8:
      return call("money",
                  {inner(TypeKind::number),
                   make({.op = Op::text, .text = dice_.of((const char*[]){"EUR", "JPY", "KWD"})})});
    default:
      return path(TypeKind::money);
  }
}

Ast ExpressionMaker::text(int depth) {
  auto inner = [&] { return value(TypeKind::text, depth - 1); };
  auto count = [&] {
    return dice_.chance(60) ? make({.op = Op::number, .number = dice_.between(-1, 5)})
                            : call("length", {value(TypeKind::text, depth - 1)});
  };
  switch (dice_.below(8)) {
    case 0:
      return call("lower", {inner()});
    case 1:
      return call("upper", {inner()});
    case 2:
      return call("trim", {inner()});
    case 3:
      return call("left", {inner(), count()});
    case 4:
      return call("right", {inner(), count()});
    case 5:
      return of_several("join", TypeKind::text, depth);
    default:
      return dice_.chance(70) ? path(TypeKind::text) : constant(TypeKind::text);
  }
}

Ast ExpressionMaker::date(int depth) {
  auto inner = [&](TypeKind kind) { return value(kind, depth - 1); };
  auto small = [&](std::int64_t last) {
    return dice_.chance(70) ? make({.op = Op::number, .number = dice_.between(0, last)})
                            : call("round", {value(TypeKind::number, depth - 1)});
  };
  auto period = [&](const char* function) {
    std::vector<Ast> args{
        make({.op = Op::path,
              .path = {dice_.of((const char*[]){"day", "week", "month", "quarter", "year"})}})};
    if (dice_.chance(50)) args.push_back(make({.op = Op::number, .number = dice_.between(-3, 3)}));
    return call(function, std::move(args));
  };
  switch (dice_.below(10)) {
    case 0:
    case 1:
      return op(dice_.chance(50) ? Op::add : Op::subtract, {inner(TypeKind::date), span(false)});
    case 2:
      return op(Op::add, {inner(TypeKind::date), duration(depth - 1, false)});
    case 3:
      return call("today", {});
    case 4:
      return period(dice_.chance(50) ? "start_of" : "end_of");
    case 5:
      return call("anniversary", {inner(dice_.chance(60) ? TypeKind::date : TypeKind::instant)});
    case 6:
      return call("date", {small(3000), small(14), small(33)});
    case 7:
      return of_several(dice_.chance(50) ? "min" : "max", TypeKind::date, depth);
    default:
      return path(TypeKind::date);
  }
}

Ast ExpressionMaker::instant(int depth) {
  auto inner = [&](TypeKind kind) { return value(kind, depth - 1); };
  switch (dice_.below(8)) {
    case 0:
    case 1:
    case 2:
      return op(dice_.chance(50) ? Op::add : Op::subtract, {inner(TypeKind::instant), span(true)});
    case 3:
      return op(Op::add, {inner(TypeKind::instant), duration(depth - 1, true)});
    case 4:
      return call("now", {});
    case 5:
      return of_several(dice_.chance(50) ? "min" : "max", TypeKind::instant, depth);
    default:
      return path(TypeKind::instant);
  }
}

// Days or time: they are never months, which have no fixed length.
Ast ExpressionMaker::duration(int depth, bool micros) {
  const TypeKind kind = micros ? TypeKind::instant : TypeKind::date;
  auto fixed = [&] {
    return make({.op = Op::duration,
                 .number = dice_.between(-100, 100),
                 .unit = micros ? "hours" : "days"});
  };
  if (depth <= 0) return fixed();
  switch (dice_.below(5)) {
    case 0:
      return fixed();
    case 1:
      return op(dice_.chance(50) ? Op::add : Op::subtract,
                {duration(depth - 1, micros), duration(depth - 1, micros)});
    case 2:
      return op(Op::negate, {op(Op::subtract, {path(kind), path(kind)})});
    default:
      return op(Op::subtract, {value(kind, depth - 1), value(kind, depth - 1)});
  }
}

// --- conditions

Ast ExpressionMaker::condition(int depth) {
  if (depth > 0 && dice_.chance(35)) {
    if (dice_.chance(30)) return op(Op::logical_not, {condition(depth - 1)});
    std::vector<Ast> children;
    const std::size_t count = 2 + dice_.below(2);
    for (std::size_t i = 0; i < count; ++i) children.push_back(condition(depth - 1));
    return op(dice_.chance(50) ? Op::logical_and : Op::logical_or, std::move(children));
  }
  switch (dice_.below(13)) {
    case 0:
    case 1:
    case 2:
      return comparison(depth);
    case 3:
      return option_comparison();
    case 4:
      return list(depth);
    case 5:
      return text_question(depth);
    case 6:
      return record_question(depth);
    case 7:
      return many_question(depth);
    case 8:
      return time_question(depth);
    case 9:
      return exists(depth);
    case 10: {
      constexpr TypeKind kKinds[] = {TypeKind::number, TypeKind::money,  TypeKind::text,
                                     TypeKind::date,   TypeKind::option, TypeKind::record,
                                     TypeKind::boolean};
      return op(Op::is_empty, {value(dice_.of(kKinds), depth - 1)});
    }
    case 11:
      if (dice_.chance(15)) return make({.op = Op::shared, .name = dice_.chance(50) ? "read" : ""});
      return dice_.chance(60) ? path(TypeKind::boolean) : choice(TypeKind::boolean, depth);
    default:
      return comparison(depth);
  }
}

Ast ExpressionMaker::comparison(int depth) {
  constexpr TypeKind kKinds[] = {TypeKind::number,  TypeKind::number,  TypeKind::money,
                                 TypeKind::text,    TypeKind::date,    TypeKind::instant,
                                 TypeKind::boolean, TypeKind::duration};
  const TypeKind kind = dice_.of(kKinds);
  auto side = [&](TypeKind of) { return value(of, dice_.chance(50) ? 0 : depth - 1); };
  if (kind == TypeKind::boolean) return op(dice_.of(kEquality), {side(kind), side(kind)});
  if (kind == TypeKind::duration)
    return op(dice_.of(kComparisons),
              {duration(1, dice_.chance(50)), duration(0, dice_.chance(50))});
  if (kind == TypeKind::text) {
    // Computed texts have no order.
    if (dice_.chance(50)) return op(dice_.of(kEquality), {side(kind), side(kind)});
    return op(dice_.of(kComparisons), {path(kind), dice_.chance(50) ? path(kind) : constant(kind)});
  }
  const bool time = kind == TypeKind::date || kind == TypeKind::instant;
  const TypeKind other = time && dice_.chance(40) ? TypeKind::date : kind;
  Ast left = side(kind);
  Ast right = kind == TypeKind::money && dice_.chance(40) && left->op == Op::path
                  ? make({.op = Op::number, .number = dice_.between(-300, 300)})
                  : side(other);
  if (dice_.chance(30)) std::swap(left, right);
  return op(dice_.of(kComparisons), {std::move(left), std::move(right)});
}

Ast ExpressionMaker::option_comparison() {
  const auto found = find_path(TypeKind::option, false);
  if (!found) return constant(TypeKind::boolean);
  Ast left = make({.op = Op::path, .path = found->path});
  auto key = [&] {
    return make({.op = Op::text, .text = dice_.of(found->type.field->options).key});
  };
  if (dice_.chance(20)) left = call("if", {condition(0), left, make({.op = Op::empty})});
  if (dice_.chance(30)) return op(Op::in, {left, key(), key()});
  return op(dice_.of(kEquality), {left, dice_.chance(80) ? key() : make(*left)});
}

Ast ExpressionMaker::list(int depth) {
  constexpr TypeKind kKinds[] = {TypeKind::number,  TypeKind::text,  TypeKind::date,
                                 TypeKind::instant, TypeKind::money, TypeKind::record};
  const TypeKind kind = dice_.of(kKinds);
  std::vector<Ast> children{value(kind, dice_.chance(70) ? 0 : depth - 1)};
  const std::size_t count = 1 + dice_.below(4);
  for (std::size_t i = 0; i < count; ++i)
    children.push_back(dice_.chance(75) ? constant(kind) : value(kind, 0));
  return op(Op::in, std::move(children));
}

Ast ExpressionMaker::text_question(int depth) {
  constexpr Op kQuestions[] = {Op::contains, Op::begins_with, Op::ends_with};
  Ast part = dice_.chance(60) ? constant(TypeKind::text) : value(TypeKind::text, depth - 1);
  if (dice_.chance(50))
    part = call(dice_.chance(50) ? "left" : "right",
                {std::move(part), make({.op = Op::number, .number = dice_.between(1, 2)})});
  return op(dice_.of(kQuestions),
            {value(TypeKind::text, dice_.chance(60) ? 0 : depth - 1), std::move(part)});
}

Ast ExpressionMaker::mine() {
  constexpr const char* kWords[] = {"unit", "units", "teams", "headed", "territories", "topics"};
  if (dice_.chance(20))
    return make({.op = Op::mine, .name = "reports", .number = dice_.between(1, 2)});
  return make({.op = Op::mine, .name = dice_.of(kWords)});
}

Ast ExpressionMaker::record_question(int depth) {
  const auto found = find_path(TypeKind::record, dice_.chance(30));
  if (!found) return constant(TypeKind::boolean);
  Ast left = make({.op = Op::path, .path = found->path});
  if (!found->type.many && dice_.chance(15))
    left = call("if", {condition(depth - 1), left, make({.op = Op::empty})});
  switch (dice_.below(6)) {
    case 0:
      return op(Op::in, {left, mine()});
    case 1:
      return op(dice_.of(kEquality), {left, mine()});
    case 2:
      switch (dice_.below(4)) {
        case 0:
          return op(Op::below, {left, make({.op = Op::mine, .name = "unit"})});
        case 1:
          return op(Op::below, {left, make({.op = Op::mine, .name = "headed"})}, 2);
        case 2:
          return op(Op::below, {left, make({.op = Op::mine, .name = "teams"})}, 1);
        default:
          return op(Op::above, {left, make({.op = Op::mine, .name = "unit"})});
      }
    case 3:
      if (found->type.object == catalogue_.object("user"))
        return op(dice_.of(kEquality), {left, make({.op = Op::mine, .name = "me"})});
      [[fallthrough]];
    case 4:
      return op(Op::is_empty, {left});
    default:
      return op(dice_.of(kEquality), {left, make({.op = Op::number, .number = dice_.of(ids_)})});
  }
}

Ast ExpressionMaker::many_question(int depth) {
  const TypeKind kind = dice_.chance(60) ? TypeKind::text : TypeKind::option;
  const auto found = find_path(kind, true);
  if (!found) return constant(TypeKind::boolean);
  const Ast many = make({.op = Op::path, .path = found->path});
  if (dice_.chance(15)) return op(Op::is_empty, {many});
  if (kind == TypeKind::option) {
    auto key = [&] {
      return make({.op = Op::text, .text = dice_.of(found->type.field->options).key});
    };
    if (dice_.chance(40)) return op(Op::in, {many, key(), key()});
    return op(dice_.of(kEquality), {many, key()});
  }
  if (dice_.chance(20)) return op(Op::in, {constant(TypeKind::text), many});
  constexpr Op kQuestions[] = {Op::equal, Op::not_equal, Op::contains, Op::begins_with,
                               Op::ends_with};
  Ast left = many, right = value(TypeKind::text, dice_.chance(60) ? 0 : depth - 1);
  if (dice_.chance(20)) std::swap(left, right);
  return op(dice_.of(kQuestions), {left, right});
}

Ast ExpressionMaker::time_question(int depth) {
  const bool date = dice_.chance(50);
  const TypeKind kind = date ? TypeKind::date : TypeKind::instant;
  Ast asked = value(kind, dice_.chance(60) ? 0 : depth - 1);
  if (dice_.chance(20)) return op(Op::reached, {asked});
  return op(dice_.chance(50) ? Op::older_than : Op::within, {asked, span(!date)});
}

Ast ExpressionMaker::exists(int depth) {
  const auto found = find_path(TypeKind::record, dice_.chance(80));
  if (!found || exists_depth_ == 2) return comparison(depth);
  Node node{.op = Op::exists, .path = found->path};
  if (dice_.chance(85)) {
    const Object* outer = std::exchange(object_, found->type.object);
    ++exists_depth_;
    node.children.push_back(condition(depth - 1));
    --exists_depth_;
    object_ = outer;
  }
  return make(std::move(node));
}

}  // namespace kontor::expr::testing
