#include <algorithm>
#include <array>

#include "base/decimal.h"
#include "base/id.h"
#include "base/money.h"
#include "expr/detail/checker.h"
#include "expr/detail/functions.h"
#include "expr/detail/lexer.h"
#include "expr/detail/limits.h"

namespace kontor::expr {
namespace {

constexpr auto kKinds =
    std::to_array<std::string_view>({"none", "qualification", "open", "later", "won", "lost"});

bool is_order(Op op) {
  return op == Op::less || op == Op::less_equal || op == Op::greater || op == Op::greater_equal;
}

bool is_about_text(Op op) {
  return op == Op::contains || op == Op::begins_with || op == Op::ends_with;
}

bool is_time(const Type& type) {
  return type.kind == TypeKind::date || type.kind == TypeKind::instant;
}

bool same_kind(Op op, const Type& a, const Type& b) {
  if (is_time(a) && is_time(b)) return true;
  if (a.kind != b.kind) return false;
  switch (a.kind) {
    case TypeKind::duration:
      return a.unit == b.unit || (a.unit != DurationUnit::months && b.unit != DurationUnit::months);
    case TypeKind::option:
      return a.field == b.field && !is_order(op);
    case TypeKind::record:
      return (!a.object || !b.object || a.object == b.object) && !is_order(op);
    case TypeKind::boolean:
      return !is_order(op);
    case TypeKind::empty:
      return false;
    default:
      return true;
  }
}

bool is_mine_set(const CheckedNode& node) {
  return node.op == Op::mine && node.type.many;
}

Result<CheckedPtr> as_option(const CheckedNode& text, const schema::Field& field) {
  const schema::Option* option = field.option(text.source->text);
  if (!option) {
    auto failure = error_at(text.source->position, "expr.unknown_option",
                            {{"field", field.name}, {"value", text.source->text}});
    failure.error().field = field.name;
    return failure;
  }
  CheckedNode made = text;
  made.type = {.kind = TypeKind::option, .field = &field};
  made.value = option->id;
  return share(std::move(made));
}

Result<CheckedPtr> as_record(const CheckedNode& constant, const schema::Object* object) {
  std::int64_t id = constant.value;
  if (constant.op == Op::text) id = parse_id(constant.source->text).value_or(RecordId{}).value;
  if (id <= 0 || constant.type.decimals)
    return error_at(constant.source->position, "expr.expected_record");
  CheckedNode made = constant;
  made.type = {.kind = TypeKind::record, .object = object};
  made.value = id;
  return share(std::move(made));
}

Result<CheckedPtr> as_money(const CheckedNode& number, const schema::Field& field) {
  const auto decimals = currency_decimals(field.currency);
  const auto minor =
      decimals ? rescale(number.value, number.type.decimals, *decimals) : std::nullopt;
  // Nothing may be rounded away silently.
  if (!minor || rescale(*minor, *decimals, number.type.decimals) != number.value)
    return error_at(number.source->position, "expr.number");
  CheckedNode made = number;
  made.type = {.kind = TypeKind::money, .field = &field};
  made.value = *minor;
  made.currency = field.currency;
  return share(std::move(made));
}

}  // namespace

bool has_order(const CheckedNode& node) {
  switch (node.op) {
    case Op::text:
    case Op::empty:
      return true;
    case Op::path:
    case Op::before: {
      const Step& step = node.path.back();
      const schema::FieldPart& part = step.part ? *step.part : step.field->value;
      return step.facet.empty() && !part.sort_column.empty();
    }
    case Op::call:
      if (node.function == Function::choose)
        return has_order(*node.children[1]) && has_order(*node.children[2]);
      return node.function == Function::coalesce &&
             std::ranges::all_of(node.children,
                                 [](const auto& child) { return has_order(*child); });
    default:
      return false;
  }
}

// A constant takes the type of what it is compared with: keys of options, ids, plain amounts.
Result<CheckedPtr> Checker::as_other(const CheckedPtr& constant, const CheckedNode& other) const {
  const Type& type = other.type;
  if (constant->op == Op::text && type.kind == TypeKind::option)
    return as_option(*constant, *type.field);
  if ((constant->op == Op::text || constant->op == Op::number) && type.kind == TypeKind::record &&
      constant->type.kind != TypeKind::record)
    return as_record(*constant, type.object);
  if (constant->op == Op::number && type.kind == TypeKind::money && type.field)
    return as_money(*constant, *type.field);
  if (constant->op == Op::text && !other.path.empty() && other.path.back().facet == "kind" &&
      std::ranges::find(kKinds, constant->source->text) == kKinds.end())
    return error_at(constant->source->position, "expr.unknown_kind",
                    {{"value", constant->source->text}});
  return constant;
}

Result<void> Checker::comparable(Op op, CheckedPtr& left, CheckedPtr& right,
                                 const Ast& node) const {
  if (left->op == Op::empty || right->op == Op::empty)
    return error_at(node->position, "expr.compare_empty");
  left = TRY(as_other(left, *right));
  right = TRY(as_other(right, *left));
  if (left->type.many && right->type.many && !is_mine_set(*left) && !is_mine_set(*right))
    return error_at(node->position, "expr.two_many");
  if (is_about_text(op)) {
    if (left->type.kind != TypeKind::text) return expected(TypeKind::text, left->source);
    if (right->type.kind != TypeKind::text) return expected(TypeKind::text, right->source);
    return {};
  }
  if (!same_kind(op, left->type, right->type))
    return error_at(node->position, "expr.not_comparable");
  if (is_order(op) && left->type.kind == TypeKind::text && !(has_order(*left) && has_order(*right)))
    return error_at(node->position, "expr.not_ordered");
  return {};
}

Result<CheckedPtr> Checker::comparison(const Ast& node) {
  CheckedPtr left = TRY(any(node->children[0]));
  CheckedPtr right = TRY(any(node->children[1]));
  TRY(comparable(node->op, left, right, node));
  return share({.op = node->op,
                .type = {.kind = TypeKind::boolean},
                .children = {std::move(left), std::move(right)},
                .source = node});
}

Result<CheckedPtr> Checker::membership(const Ast& node) {
  CheckedNode made{.op = Op::in, .type = {.kind = TypeKind::boolean}, .source = node};
  made.children.push_back(TRY(any(node->children[0])));
  for (std::size_t i = 1; i < node->children.size(); ++i) {
    CheckedPtr other = TRY(any(node->children[i]));
    CheckedPtr left = made.children.front();
    TRY(comparable(Op::equal, left, other, node->children[i]));
    // "press" in tags: but one constant cannot take the types of several fields.
    if (left != made.children.front() && node->children.size() > 2)
      return error_at(node->position, "expr.not_comparable");
    made.children.front() = std::move(left);
    made.children.push_back(std::move(other));
  }
  return share(std::move(made));
}

Result<CheckedPtr> Checker::in_tree(const Ast& node) {
  CheckedPtr left = TRY(any(node->children[0]));
  CheckedPtr right = TRY(any(node->children[1]));
  if (left->type.kind != TypeKind::record) return expected(TypeKind::record, left->source);
  right = TRY(as_other(right, *left));
  std::string top = right->set;
  if (top.empty() && right->type.kind == TypeKind::record && right->op != Op::mine &&
      (right->op == Op::text || right->op == Op::number))
    top = '#' + std::to_string(right->value);
  if (top.empty()) return error_at(right->source->position, "expr.tree");
  CheckedNode made{.op = node->op,
                   .type = {.kind = TypeKind::boolean},
                   .children = {std::move(left)},
                   .source = node};
  made.set = (node->op == Op::below ? "below " : "above ") + top;
  if (node->number) made.set += ' ' + std::to_string(node->number);
  return share(std::move(made));
}

Result<CheckedPtr> Checker::against_now(const Ast& node) {
  CheckedNode made{.op = node->op, .type = {.kind = TypeKind::boolean}, .source = node};
  made.children.push_back(TRY(any(node->children[0])));
  if (!is_time(made.children[0]->type)) return expected(TypeKind::date, node->children[0]);
  if (node->op == Op::reached) return share(std::move(made));
  made.children.push_back(TRY(of_kind(node->children[1], TypeKind::duration)));
  const CheckedNode& span = *made.children[1];
  if (span.op != Op::duration || span.value < 0) return expected(TypeKind::duration, span.source);
  if (made.children[0]->type.kind == TypeKind::date && span.type.unit == DurationUnit::micros)
    return error_at(span.source->position, "expr.not_comparable");
  return share(std::move(made));
}

}  // namespace kontor::expr
