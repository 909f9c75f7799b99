#include "base/time.h"
#include "expr/detail/functions.h"
#include "expr/detail/sql_compiler.h"

namespace kontor::expr {
namespace {

constexpr std::int64_t kFirstMonth = 12, kLastMonth = 12 * 10'000 - 1;  // of the years 1 to 9999
constexpr std::int64_t kMostMonths = 12 * 10'000;

Sql is_day(const Sql& day) {
  return sql(day, " BETWEEN ", literal(kFirstDay), " AND ", literal(kLastDay));
}

}  // namespace

// A date, or the local day of an instant; may be repeated.
Sql SqlCompiler::day(const CheckedNode& node, const std::string& row, SqlFrame& frame) {
  const auto mark = frame.mark();
  const Sql here = simple(node, row, Form::raw, frame).sql;
  if (node.type.kind == TypeKind::date) return here;
  if (is_constant(node)) {
    const Value value = constant_value(node, bindings_);
    return value.empty() ? text_.no_integer() : text_.integer(calendar_.day_of(value.number()));
  }
  const Sql local =
      sql(frame.step(mark, sql(here, " + ", SqlText::offset_at(here, calendar_), " AS x")), ".x");
  return sql(frame.step(mark, sql(SqlText::floor_day(local), " AS x")), ".x");
}

SqlValue SqlCompiler::part_of_day(const CheckedNode& node, const std::string& row,
                                  SqlFrame& frame) {
  const Sql here = day(*node.children[0], row, frame);
  Sql part;
  switch (node.function) {
    case Function::year:
      part = text_.year(here);
      break;
    case Function::month:
      part = text_.month(here);
      break;
    case Function::day:
      part = text_.day_of_month(here);
      break;
    case Function::weekday:
      part = SqlText::weekday(here);
      break;
    default:
      part = text_.week(here);
  }
  return {sql("CASE WHEN ", is_day(here), " THEN ", part, " END"), 2};
}

// A day so many months later, with what else the next step needs in `carried`.
std::string SqlCompiler::month_step(const Sql& day, const Sql& months, const Sql& carried,
                                    SqlFrame::Mark mark, SqlFrame& frame) {
  const Sql known = sql("CASE WHEN ", is_day(day), " AND ", months, " BETWEEN ",
                        literal(-kMostMonths), " AND ", literal(kMostMonths), " THEN ");
  const std::string month =
      frame.step(mark, sql(known, text_.year(day), " * 12 + ", text_.month(day), " - 1 + ", months,
                           " END AS m, ", known, text_.day_of_month(day), " END AS d", carried));
  const Sql number = sql(month, ".m");
  return frame.step(
      mark, sql("CASE WHEN ", number, " BETWEEN ", literal(kFirstMonth), " AND ",
                literal(kLastMonth), " THEN ", SqlText::day_in_month(number, sql(month, ".d")),
                " END AS x", carried.text.empty() ? Sql{} : sql(", ", month, ".c AS c")));
}

SqlValue SqlCompiler::moved(const CheckedNode& node, const std::string& row, SqlFrame& frame) {
  const auto mark = frame.mark();
  const CheckedNode &from = *node.children[0], &by = *node.children[1];
  const Sql here = simple(from, row, Form::raw, frame).sql;
  const auto span_mark = frame.mark();
  Sql span = simple(by, row, Form::raw, frame).sql;
  if (node.op == Op::subtract) span = frame.settled(span_mark, {SqlText::negated(span), 1}).sql;
  const bool date = from.type.kind == TypeKind::date;
  if (by.type.unit == DurationUnit::micros || (date && by.type.unit == DurationUnit::days)) {
    const Sql there = frame.settled(mark, {SqlText::sum(here, span), 1}).sql;
    return {
        SqlText::between(there, date ? kFirstDay : kFirstInstant, date ? kLastDay : kLastInstant),
        1};
  }
  if (date) return {sql(month_step(here, span, {}, mark, frame), ".x")};
  return {moved_locally(here, span, by.type.unit, mark, frame), 1};
}

// An instant moved to the same time of another local day.
Sql SqlCompiler::moved_locally(const Sql& instant, const Sql& span, DurationUnit unit,
                               SqlFrame::Mark mark, SqlFrame& frame) {
  const std::string day_length = literal(kDayMicros);
  const std::string local = frame.step(
      mark, sql(instant, " + ", SqlText::offset_at(instant, calendar_), " AS x, ", span, " AS s"));
  const Sql whole = SqlText::floor_day(sql(local, ".x"));
  const std::string parts = frame.step(mark, sql(whole, " AS x, ", local, ".x - ", whole, " * ",
                                                 day_length, " AS c, ", local, ".s AS s"));
  const Sql day = sql(parts, ".x"), days = sql(parts, ".s"), carried = sql(", ", parts, ".c AS c");
  std::string there;
  if (unit == DurationUnit::months) {
    there = month_step(day, days, carried, mark, frame);
  } else {
    const std::string sum = frame.step(mark, sql(SqlText::sum(day, days), " AS x", carried));
    there = frame.step(mark, sql(SqlText::between(sql(sum, ".x"), kFirstDay, kLastDay), " AS x, ",
                                 sum, ".c AS c"));
  }
  const Sql time =
      sql(frame.step(mark, sql(there, ".x * ", day_length, " + ", there, ".c AS x")), ".x");
  const Sql result = sql(
      frame.step(mark, sql(time, " - ", SqlText::offset_at_local(time, calendar_), " AS x")), ".x");
  return SqlText::between(result, kFirstInstant, kLastInstant);
}

SqlValue SqlCompiler::made_date(const CheckedNode& node, const std::string& row, SqlFrame& frame) {
  const auto mark = frame.mark();
  const Sql year = simple(*node.children[0], row, Form::raw, frame).sql;
  const Sql month = simple(*node.children[1], row, Form::raw, frame).sql;
  const Sql day = simple(*node.children[2], row, Form::raw, frame).sql;
  const std::string made = frame.step(
      mark, sql("CASE WHEN ", year, " BETWEEN 1 AND 9999 AND ", month, " BETWEEN 1 AND 12 THEN ",
                year, " * 12 + ", month, " - 1 END AS m, ", day, " AS d"));
  const Sql first = SqlText::first_of_month(sql(made, ".m"));
  const Sql next = SqlText::first_of_month(sql("(", made, ".m + 1)"));
  return {sql("CASE WHEN ", made, ".d BETWEEN 1 AND ", next, " - ", first, " THEN ", first, " + ",
              made, ".d - 1 END"),
          2};
}

SqlValue SqlCompiler::anniversary(const CheckedNode& node, const std::string& row,
                                  SqlFrame& frame) {
  const auto mark = frame.mark();
  const Sql born = day(*node.children[0], row, frame);
  const int year = civil(Date{static_cast<std::int32_t>(calendar_.today())}).year;
  const Sql known = sql("CASE WHEN ", is_day(born), " THEN ");
  const std::string parts = frame.step(mark, sql(known, text_.month(born), " END AS m, ", known,
                                                 text_.day_of_month(born), " END AS d"));
  auto in_year = [&](int of) {
    const Sql month = sql("(", parts, ".m + ", literal(of * 12 - 1), ")");
    return of > 9999 ? text_.no_integer() : SqlText::day_in_month(month, sql(parts, ".d"));
  };
  const std::string both =
      frame.step(mark, sql(in_year(year), " AS x, ", in_year(year + 1), " AS y"));
  return {sql("CASE WHEN ", both, ".x >= ", text_.integer(calendar_.today()), " THEN ", both,
              ".x ELSE ", both, ".y END"),
          1};
}

}  // namespace kontor::expr
