// The compiler, split over to_sql.cpp (conditions), sql_path.cpp (fields and relations),
// sql_compare.cpp (comparisons) and sql_value.cpp, sql_money.cpp, sql_days.cpp (what is computed).
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "expr/detail/evaluator.h"
#include "expr/detail/sql_frame.h"
#include "expr/to_sql.h"

namespace kontor::expr {

// Texts lie in three columns: as typed, folded for `=`, and as sort key for `<`.
enum class Form { raw, fold, sort };

// Whether null may stand for false.
enum class Nulls { never, allowed };

class SqlCompiler {
 public:
  SqlCompiler(const Checked& checked, const SqlContext& context, std::string_view root);

  // `frame`: where to put what has to be computed; null: the condition stands on its own.
  Sql condition(const CheckedNode& node, const std::string& row, Nulls nulls,
                SqlFrame* frame = nullptr);
  // The value on its own, null if it is empty.
  Sql scalar(const CheckedNode& node, const std::string& row, Form form);
  Sql currency(const CheckedNode& node, const std::string& row);
  // For ORDER BY: a plain column where possible, so that an index can serve it.
  Sql order(const CheckedNode& node, const std::string& row);

 private:
  // Where the last step of a path lies: the row that holds its column.
  struct Place {
    const Step* step;
    std::string row;
  };
  using Test = std::function<Sql(const Place&)>;
  // FROM and WHERE of what a path leads through.
  struct Route {
    Sql from, where;
    std::string row;  // the last table
    bool empty() const { return from.text.empty(); }
  };
  struct SqlMoney {
    Sql amount, currency;
  };

  // to_sql.cpp
  Sql chain(const CheckedNode& node, const std::string& row, Nulls nulls, SqlFrame* frame);
  Sql nested(const CheckedNode& node, const std::string& row, Nulls nulls, SqlFrame* frame);
  Sql negation(const CheckedNode& node, const std::string& row, SqlFrame* frame);
  Sql emptiness(const CheckedNode& node, const std::string& row, SqlFrame* frame);
  Sql filled(const CheckedNode& node, const std::string& row, SqlFrame* frame);
  Sql against_now(const CheckedNode& node, const std::string& row, Nulls nulls, SqlFrame* frame);
  Sql exists(const CheckedNode& node, const std::string& row);
  Sql is_true(const CheckedNode& node, const std::string& row, Nulls nulls, SqlFrame* frame);
  Sql in_set(const CheckedNode& node, const std::string& set, const std::string& row, Nulls nulls,
             SqlFrame* frame);
  // Computes with a frame of its own if there is none, and makes the result total.
  template <class Compute>
  Sql computed(SqlFrame* frame, Nulls nulls, Compute compute);

  // sql_path.cpp
  std::string fresh(char letter) { return letter + std::to_string(++names_); }
  Sql column(const Place& place, Form form) const;
  Sql record_column(const Place& place) const;
  Sql facet(const Place& place) const;
  Sql stored(const Place& place) const;
  Sql has_value(const Place& place) const;
  bool is_record(const Step& step) const;
  Sql alive(const schema::Object& object, const std::string& row);
  std::optional<Sql> readable(const Step& step, const std::string& row);
  void join(Route& route, const Sql& table, const std::string& row, const Sql& condition) const;
  void restrict(Route& route, const std::optional<Sql>& condition) const;
  Route hops(const std::vector<Step>& path, const std::string& row);
  // One more table: the values or records of a step.
  void follow(Route& route, const Step& step, const std::string& row);
  // Whether any value of the path passes the test. With a plain column the test is total as soon as
  // the column is not null.
  Sql any(const CheckedNode& path, const std::string& row, Nulls nulls, const Test& test);
  Sql count(const CheckedNode& node, const std::string& row);
  SqlValue path_value(const CheckedNode& node, const std::string& row, Form form);
  Sql path_select(const CheckedNode& node, const std::string& row,
                  const std::function<Sql(const Place&)>& column);

  // sql_compare.cpp
  Sql comparison(const CheckedNode& node, const std::string& row, Nulls nulls, SqlFrame* frame);
  Sql membership(const CheckedNode& node, const std::string& row, Nulls nulls, SqlFrame* frame);
  Sql compare(Op op, const CheckedNode& left, const CheckedNode& right, const std::string& row,
              Nulls nulls, SqlFrame* frame);
  Sql with_constant(Op op, const Place& place, const Type& type, const Value& value,
                    const Type& value_type);
  Sql text_with_constant(Op op, const Place& place, const std::string& text);
  Sql number_with_constant(Op op, const Sql& column, int decimals, std::int64_t value,
                           int value_decimals);
  Sql time_with_constant(Op op, const Sql& column, const Type& type, std::int64_t value,
                         const Type& value_type);
  Sql facet_with_constant(Op op, const Place& place, const Type& type, const Value& value,
                          const Type& value_type);
  Sql money_with_constant(Op op, const Place& place, const Value& value);
  Sql not_all_of(const Sql& id, const std::string& set);
  Sql one_of(const Sql& column, std::vector<std::int64_t> numbers) const;
  Sql one_of(const CheckedNode& left, const std::vector<const CheckedNode*>& constants,
             const std::string& row, Nulls nulls);
  Sql many_with_other(Op op, const CheckedNode& many, const CheckedNode& other, bool many_left,
                      const std::string& row, Nulls nulls, SqlFrame* frame);
  Sql values_compared(Op op, const CheckedNode& left, const CheckedNode& right,
                      const std::string& row, SqlFrame& frame);
  Sql texts_compared(Op op, const Sql& left, const Sql& right);
  SqlValue day_or_number(const CheckedNode& node, const CheckedNode& other, const std::string& row,
                         SqlFrame& frame);

  // sql_value.cpp
  SqlValue value(const CheckedNode& node, const std::string& row, Form form, SqlFrame& frame);
  SqlValue simple(const CheckedNode& node, const std::string& row, Form form, SqlFrame& frame);
  // A number in another scale, as something that may be repeated.
  Sql aligned(const CheckedNode& node, const Type& type, const std::string& row, SqlFrame& frame);
  SqlValue constant(const Value& value, const Type& type, Form form) const;
  SqlValue call(const CheckedNode& node, const std::string& row, Form form, SqlFrame& frame);
  SqlValue text_call(const CheckedNode& node, const std::string& row, Form form, SqlFrame& frame);
  SqlValue sum(const CheckedNode& node, const std::string& row, SqlFrame& frame);
  SqlValue product(const CheckedNode& node, const std::string& row, SqlFrame& frame);
  SqlValue quotient(const CheckedNode& node, const std::string& row, SqlFrame& frame);
  Sql exact(const Sql& wide, SqlFrame::Mark mark, SqlFrame& frame);
  Sql wide_quotient(const Sql& a, const Sql& b, int shift) const;
  Sql exact_quotient(const Sql& a, const Sql& b, int shift, SqlFrame::Mark mark, SqlFrame& frame);
  SqlValue choice(const CheckedNode& node, const std::string& row, Form form, SqlFrame& frame);
  SqlValue first_filled(const CheckedNode& node, const std::string& row, Form form,
                        SqlFrame& frame);
  SqlValue extreme(const CheckedNode& node, const std::string& row, SqlFrame& frame);
  SqlValue argument(const CheckedNode& node, const Type& type, const std::string& row, Form form,
                    SqlFrame& frame);

  // sql_money.cpp
  SqlMoney money(const CheckedNode& node, const std::string& row, SqlFrame& frame);
  SqlMoney money_path(const CheckedNode& node, const std::string& row, SqlFrame& frame);
  SqlMoney money_call(const CheckedNode& node, const std::string& row, SqlFrame& frame);
  SqlMoney money_extreme(const CheckedNode& node, const std::string& row, SqlFrame& frame);
  SqlMoney money_step(SqlFrame::Mark mark, const Sql& amount, const Sql& currency, SqlFrame& frame);

  // sql_days.cpp
  Sql day(const CheckedNode& node, const std::string& row, SqlFrame& frame);
  SqlValue part_of_day(const CheckedNode& node, const std::string& row, SqlFrame& frame);
  SqlValue moved(const CheckedNode& node, const std::string& row, SqlFrame& frame);
  Sql moved_locally(const Sql& instant, const Sql& span, DurationUnit unit, SqlFrame::Mark mark,
                    SqlFrame& frame);
  std::string month_step(const Sql& day, const Sql& months, const Sql& carried, SqlFrame::Mark mark,
                         SqlFrame& frame);
  SqlValue made_date(const CheckedNode& node, const std::string& row, SqlFrame& frame);
  SqlValue anniversary(const CheckedNode& node, const std::string& row, SqlFrame& frame);

  const schema::Catalogue& catalogue_;
  const SqlContext& context_;
  const Bindings& bindings_;
  SqlText text_;
  Calendar calendar_;
  int names_;
};

// Steps that wait in one FROM clause before they are put together: SQLite joins 64 tables at most.
inline constexpr std::size_t kMostWaiting = 16;

template <class Compute>
Sql SqlCompiler::computed(SqlFrame* frame, Nulls nulls, Compute compute) {
  SqlFrame own(names_);
  SqlFrame& steps = frame ? *frame : own;
  Sql result = compute(steps);
  if (!frame) result = own.finish(result);
  return nulls == Nulls::never ? sql("COALESCE(", result, ", FALSE)") : result;
}

}  // namespace kontor::expr
