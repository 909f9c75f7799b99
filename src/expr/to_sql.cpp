#include "expr/to_sql.h"

#include <algorithm>
#include <charconv>
#include <stdexcept>

#include "expr/detail/sql_compiler.h"

namespace kontor::expr {
namespace {

bool is_logical(Op op) {
  return op == Op::logical_or || op == Op::logical_and || op == Op::logical_not;
}

// How deep `and`, `or` and `not` lie in each other; `exists` begins anew.
int logical_depth(const CheckedNode& node) {
  if (!is_logical(node.op)) return 0;
  int deepest = 0;
  for (const CheckedPtr& child : node.children) deepest = std::max(deepest, logical_depth(*child));
  return deepest + 1;
}

bool asks_others(const CheckedNode& node) {
  return node.op == Op::exists || std::ranges::any_of(node.children, [](const CheckedPtr& child) {
           return asks_others(*child);
         });
}

// Deeper conditions are taken apart into steps: SQLite's parser has a stack of 100 entries, which
// up to two `exists` below share.
bool is_deep(const CheckedNode& node) {
  return logical_depth(node) > (asks_others(node) ? 2 : 6);
}

// Aliases of its own count on from the root's: a condition that `visible` makes for one of our rows
// may be compiled here too, and must not hide the row it is about.
int number_in(std::string_view alias) {
  const std::size_t digits = std::min(alias.find_first_of("0123456789"), alias.size());
  int number = 0;
  std::from_chars(alias.data() + digits, alias.data() + alias.size(), number);
  return number;
}

}  // namespace

SqlCompiler::SqlCompiler(const Checked& checked, const SqlContext& context, std::string_view root)
    : catalogue_(*checked.catalogue),
      context_(context),
      bindings_(*context.bindings),
      text_(context.engine),
      calendar_(bindings_.zone, bindings_.now),
      names_(number_in(root)) {
  if (!context.visible || !context.readable)
    throw std::logic_error("an expression is compiled without asking for rights");
}

Sql SqlCompiler::condition(const CheckedNode& node, const std::string& row, Nulls nulls,
                           SqlFrame* frame) {
  if (is_constant(node)) {
    const Value value = constant_value(node, bindings_);
    return sql(!value.empty() && value.number() ? "TRUE" : "FALSE");
  }
  switch (node.op) {
    case Op::logical_or:
    case Op::logical_and:
    case Op::logical_not:
      if (!frame && is_deep(node)) {
        SqlFrame own(names_);
        const Sql result = condition(node, row, nulls, &own);
        return own.finish(result);
      }
      return node.op == Op::logical_not ? negation(node, row, frame)
                                        : chain(node, row, nulls, frame);
    case Op::equal:
    case Op::not_equal:
    case Op::less:
    case Op::less_equal:
    case Op::greater:
    case Op::greater_equal:
    case Op::contains:
    case Op::begins_with:
    case Op::ends_with:
      return comparison(node, row, nulls, frame);
    case Op::in:
      return membership(node, row, nulls, frame);
    case Op::below:
    case Op::above:
      return in_set(*node.children[0], node.set, row, nulls, frame);
    case Op::is_empty:
      return emptiness(*node.children[0], row, frame);
    case Op::reached:
    case Op::older_than:
    case Op::within:
      return against_now(node, row, nulls, frame);
    case Op::shared: {
      const auto set = bindings_.mine.find(node.set);
      static const auto kNone = std::make_shared<const std::vector<std::int64_t>>();
      return text_.in_set(sql(row, ".id"), set == bindings_.mine.end() ? kNone : set->second);
    }
    case Op::exists:
      return exists(node, row);
    default:
      return is_true(node, row, nulls, frame);
  }
}

Sql SqlCompiler::chain(const CheckedNode& node, const std::string& row, Nulls nulls,
                       SqlFrame* frame) {
  const char* word = node.op == Op::logical_or ? " OR " : " AND ";
  const auto mark = frame ? frame->mark() : 0;
  Sql all;
  for (const CheckedPtr& child : node.children) {
    if (!all.text.empty()) all << word;
    all << nested(*child, row, nulls, frame);
    if (frame && frame->waiting(mark) > kMostWaiting)
      all = sql(frame->step(mark, sql("(", all, ") AS x")), ".x");
  }
  return all;
}

// As a part of a chain: in parentheses, or as a step of its own.
Sql SqlCompiler::nested(const CheckedNode& node, const std::string& row, Nulls nulls,
                        SqlFrame* frame) {
  const auto mark = frame ? frame->mark() : 0;
  Sql part = condition(node, row, nulls, frame);
  const bool chained = node.op == Op::logical_or || node.op == Op::logical_and;
  if (frame && is_logical(node.op)) return sql(frame->step(mark, sql("(", part, ") AS x")), ".x");
  return chained && !is_constant(node) ? sql("(", part, ")") : part;
}

Sql SqlCompiler::negation(const CheckedNode& node, const std::string& row, SqlFrame* frame) {
  const CheckedNode& child = *node.children[0];
  if (child.op == Op::is_empty && !is_constant(child))
    return filled(*child.children[0], row, frame);
  const auto mark = frame ? frame->mark() : 0;
  const Sql inner = condition(child, row, Nulls::never, frame);
  if (frame) return sql("NOT ", frame->step(mark, sql("(", inner, ") AS x")), ".x");
  return sql("NOT (", inner, ")");
}

Sql SqlCompiler::emptiness(const CheckedNode& node, const std::string& row, SqlFrame* frame) {
  // The common case, in the form an index can serve.
  const bool column = node.op == Op::path && node.path.size() == 1 && !node.type.many &&
                      node.path[0].facet.empty() && !is_record(node.path[0]);
  if (column && node.type.kind != TypeKind::money && !readable(node.path[0], row)) {
    const Sql raw = this->column({&node.path[0], row}, Form::raw);
    if (node.type.kind != TypeKind::text) return sql(raw, " IS NULL");
    return sql("(", raw, " IS NULL OR ", raw, " = '')");
  }
  return sql("NOT (", filled(node, row, frame), ")");
}

Sql SqlCompiler::filled(const CheckedNode& node, const std::string& row, SqlFrame* frame) {
  if (node.op == Op::path || node.op == Op::before)
    return any(node, row, Nulls::allowed, [&](const Place& place) { return has_value(place); });
  // A condition is never empty, but what a function chooses may be.
  if (node.type.kind == TypeKind::boolean && node.op != Op::call) return sql("TRUE");
  return computed(frame, Nulls::never, [&](SqlFrame& steps) {
    return sql("(", value(node, row, Form::fold, steps).sql, ") IS NOT NULL");
  });
}

Sql SqlCompiler::against_now(const CheckedNode& node, const std::string& row, Nulls nulls,
                             SqlFrame* frame) {
  const Range range = range_of(node, calendar_);
  if (range.nothing) return sql("FALSE");
  auto test = [&](const Sql& value) {
    Sql all;
    if (range.first) all << value << " >= " << text_.integer(*range.first);
    if (range.first && range.last) all << " AND ";
    if (range.last) all << value << " <= " << text_.integer(*range.last);
    return all.text.empty() ? sql(value, " IS NOT NULL") : sql("(", all, ")");
  };
  const CheckedNode& child = *node.children[0];
  if (child.op == Op::path || child.op == Op::before)
    return any(child, row, nulls,
               [&](const Place& place) { return test(column(place, Form::raw)); });
  return computed(frame, nulls,
                  [&](SqlFrame& steps) { return test(simple(child, row, Form::raw, steps).sql); });
}

Sql SqlCompiler::exists(const CheckedNode& node, const std::string& row) {
  Route route = hops(node.path, row);
  follow(route, node.path.back(), route.empty() ? row : route.row);
  if (!node.children.empty()) {
    const CheckedNode& asked = *node.children[0];
    Sql inner = condition(asked, route.row, Nulls::allowed);
    if (asked.op == Op::logical_or) inner = sql("(", inner, ")");
    restrict(route, inner);
  }
  return sql("EXISTS (SELECT 1 FROM ", route.from, " WHERE ", route.where, ")");
}

Sql SqlCompiler::is_true(const CheckedNode& node, const std::string& row, Nulls nulls,
                         SqlFrame* frame) {
  if (node.op == Op::path || node.op == Op::before)
    return any(node, row, nulls,
               [&](const Place& place) { return sql(column(place, Form::raw), " = 1"); });
  return computed(frame, nulls, [&](SqlFrame& steps) {
    return sql(value(node, row, Form::raw, steps).sql, " = 1");
  });
}

Sql SqlCompiler::in_set(const CheckedNode& node, const std::string& set, const std::string& row,
                        Nulls nulls, SqlFrame* frame) {
  static const auto kNone = std::make_shared<const std::vector<std::int64_t>>();
  const auto found = bindings_.mine.find(set);
  const storage::IntSet ids =
      found == bindings_.mine.end() || !found->second ? kNone : found->second;
  if (node.op == Op::path || node.op == Op::before)
    return any(node, row, nulls,
               [&](const Place& place) { return text_.in_set(column(place, Form::raw), ids); });
  return computed(frame, nulls, [&](SqlFrame& steps) {
    return text_.in_set(simple(node, row, Form::raw, steps).sql, ids);
  });
}

Sql condition_sql(const Checked& checked, const SqlContext& context, std::string_view alias) {
  return SqlCompiler(checked, context, alias)
      .condition(*checked.root, std::string(alias), Nulls::never);
}

Sql where_sql(const Checked& checked, const SqlContext& context, std::string_view alias) {
  return SqlCompiler(checked, context, alias)
      .condition(*checked.root, std::string(alias), Nulls::allowed);
}

Sql value_sql(const Checked& checked, const SqlContext& context, std::string_view alias,
              bool for_order) {
  SqlCompiler compiler(checked, context, alias);
  if (for_order) return compiler.order(*checked.root, std::string(alias));
  return compiler.scalar(*checked.root, std::string(alias), Form::raw);
}

Sql currency_sql(const Checked& checked, const SqlContext& context, std::string_view alias) {
  return SqlCompiler(checked, context, alias).currency(*checked.root, std::string(alias));
}

}  // namespace kontor::expr
