// Money is computed in steps of two columns: x the amount in minor units, c the currency.
#include "base/decimal.h"
#include "expr/detail/functions.h"
#include "expr/detail/sql_compiler.h"

namespace kontor::expr {

SqlCompiler::SqlMoney SqlCompiler::money_step(SqlFrame::Mark mark, const Sql& amount,
                                              const Sql& currency, SqlFrame& frame) {
  const std::string name = frame.step(mark, sql(amount, " AS x, ", currency, " AS c"));
  return {sql(name, ".x"), sql(name, ".c")};
}

SqlCompiler::SqlMoney SqlCompiler::money(const CheckedNode& node, const std::string& row,
                                         SqlFrame& frame) {
  if (is_constant(node)) {
    const Value value = constant_value(node, bindings_);
    if (value.empty()) return {text_.no_integer(), text_.no_text()};
    return {text_.integer(value.number()), text_.text(value.currency)};
  }
  const auto mark = frame.mark();
  switch (node.op) {
    case Op::path:
    case Op::before:
      return money_path(node, row, frame);
    case Op::add:
    case Op::subtract: {
      const SqlMoney a = money(*node.children[0], row, frame);
      const SqlMoney b = money(*node.children[1], row, frame);
      const Sql result = node.op == Op::add ? SqlText::sum(a.amount, b.amount)
                                            : SqlText::difference(a.amount, b.amount);
      return money_step(mark,
                        sql("CASE WHEN ", a.currency, " = ", b.currency, " THEN ", result, " END"),
                        a.currency, frame);
    }
    case Op::multiply: {
      const bool first = node.children[0]->type.kind == TypeKind::money;
      const SqlMoney a = money(*node.children[first ? 0 : 1], row, frame);
      const Sql b = simple(*node.children[first ? 1 : 0], row, Form::raw, frame).sql;
      const Sql wide = text_.wide_product(a.amount, b, power_of_ten(product_shift(node)));
      const SqlMoney product = money_step(mark, wide, a.currency, frame);
      return money_step(mark, text_.narrowed(product.amount), product.currency, frame);
    }
    case Op::divide: {
      const SqlMoney a = money(*node.children[0], row, frame);
      const Sql b = simple(*node.children[1], row, Form::raw, frame).sql;
      const std::string both =
          frame.step(mark, sql(a.amount, " AS x, ", b, " AS y, ", a.currency, " AS c"));
      const SqlMoney wide =
          money_step(mark, wide_quotient(sql(both, ".x"), sql(both, ".y"), quotient_shift(node)),
                     sql(both, ".c"), frame);
      return money_step(mark, text_.narrowed(wide.amount), wide.currency, frame);
    }
    case Op::negate: {
      const SqlMoney a = money(*node.children[0], row, frame);
      return money_step(mark, SqlText::negated(a.amount), a.currency, frame);
    }
    default:
      return money_call(node, row, frame);
  }
}

// An amount without a currency is no value.
SqlCompiler::SqlMoney SqlCompiler::money_path(const CheckedNode& node, const std::string& row,
                                              SqlFrame& frame) {
  auto code = [](const Place& place) {
    return sql(place.row, ".", storage::quoted(place.step->field->currency_column));
  };
  const Sql amount = path_select(node, row, [&](const Place& place) {
    return sql("CASE WHEN ", code(place), " <> '' THEN ", column(place, Form::raw), " END");
  });
  return money_step(frame.mark(), amount, path_select(node, row, code), frame);
}

SqlCompiler::SqlMoney SqlCompiler::money_call(const CheckedNode& node, const std::string& row,
                                              SqlFrame& frame) {
  const auto mark = frame.mark();
  switch (node.function) {
    case Function::money: {
      const CheckedNode& child = *node.children[0];
      const Sql number = simple(child, row, Form::raw, frame).sql;
      const int shift = static_cast<int>(node.value) - child.type.decimals;
      const Sql minor = shift > 0   ? SqlText::raised(number, power_of_ten(shift))
                        : shift < 0 ? SqlText::rounded_down(number, power_of_ten(-shift))
                                    : number;
      return money_step(mark, minor, text_.text(node.currency), frame);
    }
    case Function::abs: {
      const SqlMoney a = money(*node.children[0], row, frame);
      return money_step(mark,
                        sql("CASE WHEN ", a.amount, " >= 0 THEN ", a.amount, " ELSE ",
                            SqlText::negated(a.amount), " END"),
                        a.currency, frame);
    }
    case Function::choose: {
      const Sql condition = this->condition(*node.children[0], row, Nulls::allowed, &frame);
      const Sql asked =
          sql(frame.step(mark, sql("CASE WHEN ", condition, " THEN 1 ELSE 0 END AS x")), ".x = 1");
      const SqlMoney a = money(*node.children[1], row, frame);
      const SqlMoney b = money(*node.children[2], row, frame);
      return money_step(
          mark, sql("CASE WHEN ", asked, " THEN ", a.amount, " ELSE ", b.amount, " END"),
          sql("CASE WHEN ", asked, " THEN ", a.currency, " ELSE ", b.currency, " END"), frame);
    }
    case Function::coalesce: {
      SqlMoney all = money(*node.children[0], row, frame);
      for (std::size_t i = 1; i < node.children.size(); ++i) {
        const SqlMoney next = money(*node.children[i], row, frame);
        const Sql filled = sql("CASE WHEN ", all.amount, " IS NOT NULL THEN ");
        all = money_step(mark, sql(filled, all.amount, " ELSE ", next.amount, " END"),
                         sql(filled, all.currency, " ELSE ", next.currency, " END"), frame);
      }
      return all;
    }
    default:
      return money_extreme(node, row, frame);
  }
}

// The smallest or largest, if all that are there have one currency.
SqlCompiler::SqlMoney SqlCompiler::money_extreme(const CheckedNode& node, const std::string& row,
                                                 SqlFrame& frame) {
  Sql all;
  for (const CheckedPtr& child : node.children) {
    const auto mark = frame.mark();
    const SqlMoney next = money(*child, row, frame);
    all << (all.text.empty() ? "SELECT " : " UNION ALL SELECT ") << next.amount << " AS x, "
        << next.currency << " AS c" << frame.taken(mark);
  }
  const char* best = node.function == Function::min ? "min" : "max";
  const std::string name = frame.add(sql("SELECT CASE WHEN count(DISTINCT u.c) = 1 THEN ", best,
                                         "(u.x) END AS x, min(u.c) AS c ", "FROM (", all,
                                         ") u WHERE u.x IS NOT NULL LIMIT 1"));
  return {sql(name, ".x"), sql(name, ".c")};
}

}  // namespace kontor::expr
