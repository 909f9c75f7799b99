#include <algorithm>

#include "base/decimal.h"
#include "base/text.h"
#include "expr/detail/checker.h"
#include "expr/detail/functions.h"
#include "expr/detail/sql_compiler.h"

namespace kontor::expr {
namespace {

constexpr int kMostInline = 3;  // nested expressions before a step is made

bool is_time(const Type& type) {
  return type.kind == TypeKind::date || type.kind == TypeKind::instant;
}

Form unsorted(Form form) {
  return form == Form::sort ? Form::fold : form;
}

}  // namespace

Sql SqlCompiler::scalar(const CheckedNode& node, const std::string& row, Form form) {
  SqlFrame frame(names_);
  const Sql result = value(node, row, form, frame).sql;
  return frame.finish(result);
}

Sql SqlCompiler::currency(const CheckedNode& node, const std::string& row) {
  SqlFrame frame(names_);
  const SqlMoney found = money(node, row, frame);
  return frame.finish(
      sql("CASE WHEN ", found.amount, " IS NOT NULL THEN ", found.currency, " END"));
}

Sql SqlCompiler::order(const CheckedNode& node, const std::string& row) {
  const TypeKind kind = node.type.kind;
  const Form form = kind != TypeKind::text ? Form::raw : has_order(node) ? Form::sort : Form::fold;
  if (kind == TypeKind::option) {
    SqlFrame frame(names_);
    Sql all = sql("CASE ", simple(node, row, form, frame).sql);
    std::int64_t place = 0;
    for (const schema::Option& option : node.type.field->options)
      all << " WHEN " << literal(option.id) << " THEN " << literal(++place);
    return frame.finish(sql(all, " WHEN 0 THEN 0 END"));  // ids begin with 1
  }
  const bool plain = node.op == Op::path && node.path.size() == 1 && kind != TypeKind::record &&
                     node.path[0].facet.empty() && !readable(node.path[0], row);
  return plain ? column({&node.path[0], row}, form) : scalar(node, row, form);
}

SqlValue SqlCompiler::simple(const CheckedNode& node, const std::string& row, Form form,
                             SqlFrame& frame) {
  const auto mark = frame.mark();
  return frame.settled(mark, value(node, row, form, frame));
}

Sql SqlCompiler::aligned(const CheckedNode& node, const Type& type, const std::string& row,
                         SqlFrame& frame) {
  const auto mark = frame.mark();
  const Sql number = simple(node, row, Form::raw, frame).sql;
  if (type.kind != TypeKind::number || node.type.decimals == type.decimals) return number;
  const std::int64_t times = power_of_ten(type.decimals - node.type.decimals);
  return frame.settled(mark, {SqlText::raised(number, times), 1}).sql;
}

SqlValue SqlCompiler::constant(const Value& value, const Type& type, Form form) const {
  if (value.empty()) {
    if (type.kind == TypeKind::empty) return {sql("NULL")};
    if (type.kind != TypeKind::text) return {text_.no_integer()};
    return {form == Form::sort ? text_.no_blob() : text_.no_text()};
  }
  if (type.kind != TypeKind::text) return {text_.integer(value.number())};
  switch (form) {
    case Form::raw:
      return {text_.text(value.text())};
    case Form::fold:
      return {text_.text(fold_case(value.text()))};
    case Form::sort:
      return {text_.blob(sort_key(value.text()))};
  }
  return {};
}

SqlValue SqlCompiler::value(const CheckedNode& node, const std::string& row, Form form,
                            SqlFrame& frame) {
  if (node.type.kind != TypeKind::text) form = Form::raw;
  if (is_constant(node)) return constant(constant_value(node, bindings_), node.type, form);
  if (node.type.kind == TypeKind::money) return {money(node, row, frame).amount};
  const auto mark = frame.mark();
  SqlValue made;
  switch (node.op) {
    case Op::path:
    case Op::before:
      return path_value(node, row, form);
    case Op::add:
    case Op::subtract:
      made = sum(node, row, frame);
      break;
    case Op::multiply:
      made = product(node, row, frame);
      break;
    case Op::divide:
      made = quotient(node, row, frame);
      break;
    case Op::negate:
      made = {SqlText::negated(simple(*node.children[0], row, form, frame).sql), 1};
      break;
    case Op::call:
      made = call(node, row, form, frame);
      break;
    default:
      made = {sql("CASE WHEN ", condition(node, row, Nulls::allowed, &frame), " THEN ",
                  "CAST(1 AS bigint) ELSE 0 END"),
              kMostInline + 1};
  }
  return made.nesting > kMostInline ? frame.settled(mark, made) : made;
}

// --- calculating

SqlValue SqlCompiler::sum(const CheckedNode& node, const std::string& row, SqlFrame& frame) {
  const Type &left = node.children[0]->type, &right = node.children[1]->type;
  if (is_time(left) && right.kind == TypeKind::duration) return moved(node, row, frame);
  const Sql a = aligned(*node.children[0], node.type, row, frame);
  const Sql b = aligned(*node.children[1], node.type, row, frame);
  return {node.op == Op::add ? SqlText::sum(a, b) : SqlText::difference(a, b), 2};
}

Sql SqlCompiler::exact(const Sql& wide, SqlFrame::Mark mark, SqlFrame& frame) {
  return text_.narrowed(sql(frame.step(mark, sql(wide, " AS x")), ".x"));
}

SqlValue SqlCompiler::product(const CheckedNode& node, const std::string& row, SqlFrame& frame) {
  const auto mark = frame.mark();
  const Sql a = simple(*node.children[0], row, Form::raw, frame).sql;
  const Sql b = simple(*node.children[1], row, Form::raw, frame).sql;
  return {exact(text_.wide_product(a, b, power_of_ten(product_shift(node))), mark, frame), 1};
}

Sql SqlCompiler::wide_quotient(const Sql& a, const Sql& b, int shift) const {
  return sql("CASE WHEN ", b, " <> 0 AND ", b, " BETWEEN ", literal(-kMaxDivisor), " AND ",
             literal(kMaxDivisor), " THEN ", text_.wide_quotient(a, b, shift), " END");
}

Sql SqlCompiler::exact_quotient(const Sql& a, const Sql& b, int shift, SqlFrame::Mark mark,
                                SqlFrame& frame) {
  return exact(wide_quotient(a, b, shift), mark, frame);
}

SqlValue SqlCompiler::quotient(const CheckedNode& node, const std::string& row, SqlFrame& frame) {
  const auto mark = frame.mark();
  const CheckedNode &left = *node.children[0], &right = *node.children[1];
  if (left.type.kind == TypeKind::money) {  // a ratio of two amounts
    const SqlMoney a = money(left, row, frame), b = money(right, row, frame);
    const std::string both =
        frame.step(mark, sql("CASE WHEN ", a.currency, " = ", b.currency, " THEN ", a.amount,
                             " END AS x, ", b.amount, " AS y"));
    return {exact_quotient(sql(both, ".x"), sql(both, ".y"), quotient_shift(node), mark, frame), 1};
  }
  const Sql a = simple(left, row, Form::raw, frame).sql;
  const Sql b = simple(right, row, Form::raw, frame).sql;
  return {exact_quotient(a, b, quotient_shift(node), mark, frame), 1};
}

// --- functions

SqlValue SqlCompiler::call(const CheckedNode& node, const std::string& row, Form form,
                           SqlFrame& frame) {
  auto child = [&](std::size_t i) -> const CheckedNode& { return *node.children[i]; };
  switch (node.function) {
    case Function::choose:
      return choice(node, row, form, frame);
    case Function::coalesce:
      return first_filled(node, row, form, frame);
    case Function::min:
    case Function::max:
      return extreme(node, row, frame);
    case Function::count:
      return {count(node, row), kMostInline};
    case Function::date:
      return made_date(node, row, frame);
    case Function::anniversary:
      return anniversary(node, row, frame);
    case Function::length: {
      const SqlValue text = value(child(0), row, Form::raw, frame);
      return {text_.length(text.sql), text.nesting + 1};
    }
    case Function::abs: {
      const Sql a = simple(child(0), row, form, frame).sql;
      return {sql("CASE WHEN ", a, " >= 0 THEN ", a, " ELSE ", SqlText::negated(a), " END"), 2};
    }
    case Function::round: {
      if (child(0).type.decimals == node.type.decimals) return value(child(0), row, form, frame);
      const Sql a = simple(child(0), row, form, frame).sql;
      return {SqlText::rounded_down(a, power_of_ten(child(0).type.decimals - node.type.decimals)),
              2};
    }
    case Function::days_between: {
      const Sql from = day(child(0), row, frame), to = day(child(1), row, frame);
      return {SqlText::difference(to, from), 2};
    }
    case Function::year:
    case Function::month:
    case Function::day:
    case Function::weekday:
    case Function::week:
      return part_of_day(node, row, frame);
    default:
      return text_call(node, row, form, frame);
  }
}

SqlValue SqlCompiler::text_call(const CheckedNode& node, const std::string& row, Form form,
                                SqlFrame& frame) {
  const CheckedNode& first = *node.children[0];
  const Form wanted = unsorted(form);
  switch (node.function) {
    case Function::lower:
      return value(first, row, Form::fold, frame);
    case Function::upper:
      if (wanted == Form::fold) return value(first, row, Form::fold, frame);
      return {text_.mapped(simple(first, row, Form::raw, frame).sql, capitals()), kMostInline};
    case Function::trim: {
      const SqlValue text = value(first, row, wanted, frame);
      return {text_.trimmed(text.sql), text.nesting + 1};
    }
    case Function::left:
    case Function::right: {
      const Sql text = simple(first, row, wanted, frame).sql;
      const Sql count = simple(*node.children[1], row, Form::raw, frame).sql;
      return {node.function == Function::left ? SqlText::first_points(text, count)
                                              : SqlText::last_points(text, count),
              2};
    }
    default:
      break;
  }
  const auto mark = frame.mark();  // join
  SqlValue all;
  for (const CheckedPtr& child : node.children) {
    const SqlValue text = value(*child, row, wanted, frame);
    all = {sql(all.sql, all.sql.text.empty() ? "" : " || ", "COALESCE(", text.sql, ", '')"),
           std::max(all.nesting, text.nesting + 1)};
    if (frame.waiting(mark) > kMostWaiting) all = frame.settled(mark, all);
  }
  return {sql("NULLIF(", all.sql, ", '')"), all.nesting + 1};
}

// One of several values that have to be of one type.
SqlValue SqlCompiler::argument(const CheckedNode& node, const Type& type, const std::string& row,
                               Form form, SqlFrame& frame) {
  if (type.kind == TypeKind::number && node.type.kind == TypeKind::number)
    return {aligned(node, type, row, frame)};
  return value(node, row, form, frame);
}

SqlValue SqlCompiler::choice(const CheckedNode& node, const std::string& row, Form form,
                             SqlFrame& frame) {
  const auto mark = frame.mark();
  const Sql asked = sql(
      frame.step(mark, sql("CASE WHEN ", condition(*node.children[0], row, Nulls::allowed, &frame),
                           " THEN 1 ELSE 0 END AS x")),
      ".x");
  const SqlValue yes = argument(*node.children[1], node.type, row, form, frame);
  const SqlValue no = argument(*node.children[2], node.type, row, form, frame);
  return {sql("CASE WHEN ", asked, " = 1 THEN ", yes.sql, " ELSE ", no.sql, " END"),
          std::max(yes.nesting, no.nesting) + 1};
}

SqlValue SqlCompiler::first_filled(const CheckedNode& node, const std::string& row, Form form,
                                   SqlFrame& frame) {
  const auto mark = frame.mark();
  SqlValue all;
  for (const CheckedPtr& child : node.children) {
    if (child->type.kind == TypeKind::empty) continue;
    const SqlValue next = argument(*child, node.type, row, form, frame);
    if (all.sql.text.empty())
      all = next;
    else
      all = {sql("COALESCE(", all.sql, ", ", next.sql, ")"),
             std::max(all.nesting, next.nesting) + 1};
    if (all.nesting > kMostInline || frame.waiting(mark) > kMostWaiting)
      all = frame.settled(mark, all);
  }
  return all;
}

SqlValue SqlCompiler::extreme(const CheckedNode& node, const std::string& row, SqlFrame& frame) {
  Sql all;
  for (const CheckedPtr& child : node.children) {
    if (child->type.kind == TypeKind::empty) continue;
    const auto mark = frame.mark();
    const Sql number = aligned(*child, node.type, row, frame);
    all << (all.text.empty() ? "SELECT " : " UNION ALL SELECT ") << number << " AS x"
        << frame.taken(mark);
  }
  const char* best = node.function == Function::min ? "min" : "max";
  return {sql(frame.add(sql("SELECT ", best, "(u.x) AS x FROM (", all, ") u LIMIT 1")), ".x")};
}

}  // namespace kontor::expr
