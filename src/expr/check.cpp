#include "expr/check.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "base/decimal.h"
#include "base/time.h"
#include "expr/detail/checker.h"
#include "expr/detail/lexer.h"
#include "expr/detail/limits.h"
#include "expr/detail/names.h"

namespace kontor::expr {
namespace {

constexpr auto kMineWords = std::to_array<std::string_view>(
    {"unit", "units", "headed", "reports", "teams", "territories", "organisation", "deputies",
     "contact", "customer", "products", "topics"});
// What filters may use; the others are for rules, where who asks is part of the question.
constexpr auto kCommonMineWords = std::to_array<std::string_view>({"unit", "teams"});

std::string_view kind_name(TypeKind kind) {
  switch (kind) {
    case TypeKind::boolean:
      return "condition";
    case TypeKind::number:
      return "number";
    case TypeKind::money:
      return "money";
    case TypeKind::text:
      return "text";
    case TypeKind::date:
      return "date";
    case TypeKind::instant:
      return "instant";
    case TypeKind::duration:
      return "duration";
    case TypeKind::option:
      return "option";
    case TypeKind::record:
      return "record";
    case TypeKind::empty:
      return "value";
  }
  return "value";
}

Result<void> check_size(const Ast& node, int depth, int& nodes) {
  if (depth > kMaxDepth) return error_at(node->position, "expr.too_deep");
  if (++nodes > kMaxNodes) return error_at(node->position, "expr.too_big");
  for (const Ast& child : node->children) TRY(check_size(child, depth + 1, nodes));
  return {};
}

}  // namespace

Result<void> check_size(const Ast& tree) {
  int nodes = 0;
  return check_size(tree, 1, nodes);
}

CheckedPtr share(CheckedNode node) {
  return std::make_shared<const CheckedNode>(std::move(node));
}

Failure expected(TypeKind kind, const Ast& node) {
  return error_at(node->position, "expr.expected_" + std::string(kind_name(kind)));
}

Result<CheckedPtr> Checker::run(const Ast& tree) {
  TRY(check_size(tree));
  if (!options_.any_type) return of_kind(tree, options_.expected);
  return single(tree);
}

static void collect_sets(const CheckedNode& node, std::set<std::string>& sets) {
  if (!node.set.empty()) sets.insert(node.set);
  for (const CheckedPtr& child : node.children) collect_sets(*child, sets);
}

Result<CheckedPtr> Checker::single(const Ast& node) {
  CheckedPtr made = TRY(any(node));
  if (made->type.many) return error_at(node->position, "expr.many_values");
  return made;
}

Result<CheckedPtr> Checker::of_kind(const Ast& node, TypeKind kind) {
  CheckedPtr made = TRY(single(node));
  if (made->type.kind != kind) return expected(kind, node);
  return made;
}

Result<std::vector<CheckedPtr>> Checker::all_of_kind(const std::vector<Ast>& nodes, TypeKind kind) {
  std::vector<CheckedPtr> made;
  for (const Ast& node : nodes) made.push_back(TRY(of_kind(node, kind)));
  return made;
}

Result<CheckedPtr> Checker::any(const Ast& node) {
  switch (node->op) {
    case Op::number:
    case Op::text:
    case Op::boolean:
    case Op::date:
    case Op::instant:
    case Op::duration:
    case Op::empty:
      return constant(node);
    case Op::path:
    case Op::before:
      return path(node);
    case Op::mine:
      return mine(node);
    case Op::shared:
      return shared(node);
    case Op::logical_or:
    case Op::logical_and:
    case Op::logical_not:
      return share({.op = node->op,
                    .type = {.kind = TypeKind::boolean},
                    .children = TRY(all_of_kind(node->children, TypeKind::boolean)),
                    .source = node});
    case Op::equal:
    case Op::not_equal:
    case Op::less:
    case Op::less_equal:
    case Op::greater:
    case Op::greater_equal:
    case Op::contains:
    case Op::begins_with:
    case Op::ends_with:
      return comparison(node);
    case Op::in:
      return membership(node);
    case Op::below:
    case Op::above:
      return in_tree(node);
    case Op::is_empty:
      return share({.op = Op::is_empty,
                    .type = {.kind = TypeKind::boolean},
                    .children = {TRY(any(node->children[0]))},
                    .source = node});
    case Op::reached:
    case Op::older_than:
    case Op::within:
      return against_now(node);
    case Op::add:
    case Op::subtract:
    case Op::multiply:
    case Op::divide:
      return arithmetic(node);
    case Op::negate:
      return negate(node);
    case Op::call:
      return call(node);
    case Op::exists:
      return exists(node);
  }
  return error_at(node->position, "expr.unexpected", {{"found", ""}});
}

Result<CheckedPtr> Checker::constant(const Ast& node) {
  CheckedNode made{.op = node->op, .source = node, .value = node->number};
  switch (node->op) {
    case Op::number:
      made.type = {.kind = TypeKind::number, .decimals = node->decimals};
      break;
    case Op::text:
      made.type = {.kind = TypeKind::text};
      break;
    case Op::boolean:
      made.type = {.kind = TypeKind::boolean};
      break;
    case Op::date:
      made.type = {.kind = TypeKind::date};
      break;
    case Op::instant:
      made.type = {.kind = TypeKind::instant};
      break;
    case Op::duration: {
      struct Unit {
        std::string_view name;
        DurationUnit unit;
        std::int64_t times;
      };
      static constexpr auto kUnits = std::to_array<Unit>({
          {"minutes", DurationUnit::micros, 60 * kMicrosPerSecond},
          {"hours", DurationUnit::micros, 3600 * kMicrosPerSecond},
          {"days", DurationUnit::days, 1},
          {"weeks", DurationUnit::days, 7},
          {"months", DurationUnit::months, 1},
          {"years", DurationUnit::months, 12},
      });
      const auto unit = std::ranges::find(kUnits, node->unit, &Unit::name);
      if (unit == kUnits.end() || node->number > kMaxDuration || node->number < -kMaxDuration)
        return error_at(node->position, "expr.duration");
      made.type = {.kind = TypeKind::duration, .unit = unit->unit};
      made.value = node->number * unit->times;
      break;
    }
    default:
      break;
  }
  return share(std::move(made));
}

Result<CheckedPtr> Checker::mine(const Ast& node) {
  CheckedNode made{.op = Op::mine, .type = {.kind = TypeKind::record}, .source = node};
  if (node->name == "me") {
    made.type.object = catalogue_.object("user");
    return share(std::move(made));
  }
  if (std::ranges::find(kMineWords, node->name) == kMineWords.end() ||
      (node->number && node->name != "reports"))
    return error_at(node->position, "expr.unknown_word", {{"name", "my." + node->name}});
  if (!options_.rule_words &&
      std::ranges::find(kCommonMineWords, node->name) == kCommonMineWords.end())
    return error_at(node->position, "expr.rule_word", {{"name", "my." + node->name}});
  made.type.many = true;
  made.set = node->name;
  if (node->number) made.set += '(' + std::to_string(node->number) + ')';
  return share(std::move(made));
}

Result<CheckedPtr> Checker::shared(const Ast& node) {
  if (!options_.rule_words)
    return error_at(node->position, "expr.rule_word", {{"name", "shared with me"}});
  CheckedNode made{.op = Op::shared, .type = {.kind = TypeKind::boolean}, .source = node};
  made.set = node->name.empty() ? "shared" : "shared " + node->name;
  return share(std::move(made));
}

Result<CheckedPtr> Checker::exists(const Ast& node) {
  CheckedNode made{.op = Op::exists,
                   .type = {.kind = TypeKind::boolean},
                   .path = TRY(steps(node)),
                   .source = node};
  const Step& last = made.path.back();
  const schema::Object* target =
      last.part || !last.facet.empty() ? nullptr : target_of(*last.field, catalogue_);
  if (!target) return error_at(node->position, "expr.not_relation", {{"name", last.field->name}});
  if (++exists_depth_ > kMaxExists) return error_at(node->position, "expr.exists_depth");
  if (!node->children.empty()) {
    const schema::Object* outer = std::exchange(object_, target);
    made.children.push_back(TRY(of_kind(node->children[0], TypeKind::boolean)));
    object_ = outer;
  }
  --exists_depth_;
  return share(std::move(made));
}

namespace {

bool is(const Type& type, TypeKind kind) {
  return type.kind == kind;
}

// Nothing if the two cannot be combined.
std::optional<Type> sum_type(Op op, const Type& a, const Type& b) {
  if (is(a, TypeKind::number) && is(b, TypeKind::number))
    return Type{.kind = TypeKind::number, .decimals = std::max(a.decimals, b.decimals)};
  if (is(a, TypeKind::money) && is(b, TypeKind::money)) return a;
  if (is(a, TypeKind::duration) && is(b, TypeKind::duration) && a.unit == b.unit) return a;
  if (is(a, TypeKind::instant) && is(b, TypeKind::duration)) return a;
  if (is(a, TypeKind::date) && is(b, TypeKind::duration) && b.unit != DurationUnit::micros)
    return a;
  if (op == Op::add || a.kind != b.kind) return {};
  if (is(a, TypeKind::date)) return Type{.kind = TypeKind::duration, .unit = DurationUnit::days};
  if (is(a, TypeKind::instant))
    return Type{.kind = TypeKind::duration, .unit = DurationUnit::micros};
  return {};
}

std::optional<Type> product_type(Op op, const Type& a, const Type& b) {
  if (is(a, TypeKind::money) && is(b, TypeKind::number)) return a;
  if (op == Op::divide) {
    if (a.kind == b.kind && (is(a, TypeKind::number) || is(a, TypeKind::money)))
      return Type{.kind = TypeKind::number, .decimals = kMaxDecimals};
    return {};
  }
  if (is(a, TypeKind::number) && is(b, TypeKind::money)) return b;
  if (is(a, TypeKind::number) && is(b, TypeKind::number))
    return Type{.kind = TypeKind::number,
                .decimals = std::min(kMaxDecimals, a.decimals + b.decimals)};
  return {};
}

}  // namespace

Result<CheckedPtr> Checker::arithmetic(const Ast& node) {
  CheckedPtr left = TRY(single(node->children[0]));
  CheckedPtr right = TRY(single(node->children[1]));
  const bool sum = node->op == Op::add || node->op == Op::subtract;
  const auto type = sum ? sum_type(node->op, left->type, right->type)
                        : product_type(node->op, left->type, right->type);
  if (!type) return error_at(node->position, "expr.cannot_calculate");
  return share({.op = node->op,
                .type = *type,
                .children = {std::move(left), std::move(right)},
                .source = node});
}

Result<CheckedPtr> Checker::negate(const Ast& node) {
  CheckedPtr child = TRY(single(node->children[0]));
  if (!is(child->type, TypeKind::number) && !is(child->type, TypeKind::money) &&
      !is(child->type, TypeKind::duration))
    return error_at(node->position, "expr.cannot_calculate");
  const Type type = child->type;
  return share({.op = Op::negate, .type = type, .children = {std::move(child)}, .source = node});
}

Result<Checked> check(const Ast& tree, const schema::CataloguePtr& catalogue,
                      const schema::Object& object, const CheckOptions& options) {
  Checker checker(catalogue, object, options);
  CheckedPtr root = TRY(checker.run(tree));
  std::set<std::string> sets;
  collect_sets(*root, sets);
  return Checked{std::move(root), &object, checker.uses(), {sets.begin(), sets.end()}, catalogue};
}

}  // namespace kontor::expr
