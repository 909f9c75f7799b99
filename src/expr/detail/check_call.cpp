#include <algorithm>
#include <array>

#include "base/decimal.h"
#include "base/money.h"
#include "expr/detail/checker.h"
#include "expr/detail/functions.h"
#include "expr/detail/lexer.h"

namespace kontor::expr {
namespace {

constexpr auto kPeriods =
    std::to_array<std::string_view>({"day", "week", "month", "quarter", "year"});

bool is_day(const CheckedNode& node) {
  return node.type.kind == TypeKind::date || node.type.kind == TypeKind::instant;
}

}  // namespace

Result<CheckedPtr> Checker::call(const Ast& node) {
  const FunctionInfo* info = find_function(node->name);
  if (!info) return error_at(node->position, "expr.unknown_function", {{"name", node->name}});
  const int count = static_cast<int>(node->children.size());
  if (count < info->fewest || (info->most >= 0 && count > info->most))
    return error_at(node->position, "expr.arguments", {{"name", node->name}});
  switch (info->function) {
    case Function::count:
      return this->count(node);
    case Function::start_of:
    case Function::end_of:
      return period(node, info->function);
    case Function::money:
      return money(node);
    case Function::round:
      return rounded(node);
    default:
      break;
  }
  CheckedNode made{.op = Op::call, .source = node, .function = info->function};
  for (const Ast& child : node->children) made.children.push_back(TRY(single(child)));
  TRY(type_call(made, node));
  return share(std::move(made));
}

// What all values can be seen as; `empty` fits everywhere.
Result<Type> Checker::common_type(const std::vector<CheckedPtr>& values, const Ast& node) const {
  Type common;
  for (const CheckedPtr& value : values) {
    const Type& type = value->type;
    if (type.kind == TypeKind::empty) continue;
    if (common.kind == TypeKind::empty) {
      common = type;
      continue;
    }
    const bool same = common.kind == type.kind &&
                      (type.kind != TypeKind::option || common.field == type.field) &&
                      (type.kind != TypeKind::duration || common.unit == type.unit);
    if (!same) return error_at(node->position, "expr.different_types", {{"name", node->name}});
    common.decimals = std::max(common.decimals, type.decimals);
    if (common.object != type.object) common.object = nullptr;
    if (type.kind == TypeKind::money && !common.field) common.field = type.field;
  }
  return common;
}

Result<void> Checker::type_call(CheckedNode& made, const Ast& node) {
  auto need = [&](std::size_t i, TypeKind kind) -> Result<void> {
    if (made.children[i]->type.kind != kind) return expected(kind, node->children[i]);
    return {};
  };
  auto need_whole = [&](std::size_t i) -> Result<void> {
    TRY(need(i, TypeKind::number));
    if (made.children[i]->type.decimals)
      return error_at(node->children[i]->position, "expr.expected_whole");
    return {};
  };
  auto need_day = [&](std::size_t i) -> Result<void> {
    if (!is_day(*made.children[i])) return expected(TypeKind::date, node->children[i]);
    return {};
  };
  switch (made.function) {
    case Function::choose:
      TRY(need(0, TypeKind::boolean));
      made.type = TRY(common_type({made.children[1], made.children[2]}, node));
      return {};
    case Function::coalesce:
      made.type = TRY(common_type(made.children, node));
      return {};
    case Function::min:
    case Function::max:
      made.type = TRY(common_type(made.children, node));
      if (made.type.kind == TypeKind::number || made.type.kind == TypeKind::money ||
          made.type.kind == TypeKind::duration || is_day(made))
        return {};
      return expected(TypeKind::number, node->children[0]);
    case Function::length:
      TRY(need(0, TypeKind::text));
      made.type = {.kind = TypeKind::number};
      return {};
    case Function::lower:
    case Function::upper:
    case Function::trim:
    case Function::join:
      for (std::size_t i = 0; i < made.children.size(); ++i) TRY(need(i, TypeKind::text));
      made.type = {.kind = TypeKind::text};
      return {};
    case Function::left:
    case Function::right:
      TRY(need(0, TypeKind::text));
      TRY(need_whole(1));
      made.type = {.kind = TypeKind::text};
      return {};
    case Function::abs:
      if (made.children[0]->type.kind != TypeKind::money) TRY(need(0, TypeKind::number));
      made.type = made.children[0]->type;
      return {};
    case Function::year:
    case Function::month:
    case Function::day:
    case Function::weekday:
    case Function::week:
      TRY(need_day(0));
      made.type = {.kind = TypeKind::number};
      return {};
    case Function::days_between:
      TRY(need_day(0));
      TRY(need_day(1));
      made.type = {.kind = TypeKind::number};
      return {};
    case Function::date:
      for (std::size_t i = 0; i < 3; ++i) TRY(need_whole(i));
      made.type = {.kind = TypeKind::date};
      return {};
    case Function::anniversary:
      TRY(need_day(0));
      [[fallthrough]];
    case Function::today:
      made.type = {.kind = TypeKind::date};
      return {};
    case Function::now:
      made.type = {.kind = TypeKind::instant};
      return {};
    default:
      return error_at(node->position, "expr.unknown_function", {{"name", node->name}});
  }
}

Result<CheckedPtr> Checker::count(const Ast& node) {
  const Ast& counted = node->children[0];
  if (counted->op != Op::path) return error_at(counted->position, "expr.not_many", {{"name", ""}});
  CheckedNode made{.op = Op::call,
                   .type = {.kind = TypeKind::number},
                   .path = TRY(steps(counted)),
                   .source = node,
                   .function = Function::count};
  const Step& last = made.path.back();
  if (!last.field->has_many_values() || last.part || !last.facet.empty())
    return error_at(counted->position, "expr.not_many", {{"name", last.field->name}});
  return share(std::move(made));
}

Result<CheckedPtr> Checker::period(const Ast& node, Function function) {
  constexpr std::int64_t kMaxOffset = 10'000;
  const Ast& word = node->children[0];
  if (word->op != Op::path || word->path.size() != 1 ||
      std::ranges::find(kPeriods, word->path[0]) == kPeriods.end())
    return error_at(word->position, "expr.period");
  CheckedNode made{
      .op = Op::call, .type = {.kind = TypeKind::date}, .source = node, .function = function};
  if (node->children.size() == 2) {
    const Node& offset = *node->children[1];
    if (offset.op != Op::number || offset.decimals || offset.number > kMaxOffset ||
        offset.number < -kMaxOffset)
      return error_at(offset.position, "expr.expected_whole");
    made.value = offset.number;
  }
  return share(std::move(made));
}

// money(12.50, "EUR"): the currency is a constant, so that its decimals are known.
Result<CheckedPtr> Checker::money(const Ast& node) {
  CheckedPtr amount = TRY(of_kind(node->children[0], TypeKind::number));
  const Node& currency = *node->children[1];
  if (currency.op != Op::text || !currency_decimals(currency.text))
    return error_at(currency.position, "expr.currency");
  CheckedNode made{.op = Op::call,
                   .type = {.kind = TypeKind::money},
                   .children = {std::move(amount)},
                   .source = node,
                   .function = Function::money};
  made.value = *currency_decimals(currency.text);
  made.currency = currency.text;
  return share(std::move(made));
}

Result<CheckedPtr> Checker::rounded(const Ast& node) {
  CheckedPtr number = TRY(of_kind(node->children[0], TypeKind::number));
  int decimals = 0;
  if (node->children.size() == 2) {
    const Node& wanted = *node->children[1];
    if (wanted.op != Op::number || wanted.decimals || wanted.number < 0 ||
        wanted.number > kMaxDecimals)
      return error_at(wanted.position, "expr.expected_whole");
    decimals = static_cast<int>(wanted.number);
  }
  const Type type{.kind = TypeKind::number, .decimals = std::min(decimals, number->type.decimals)};
  return share({.op = Op::call,
                .type = type,
                .children = {std::move(number)},
                .source = node,
                .function = Function::round});
}

}  // namespace kontor::expr
