// Pieces of SQL put together, and the expressions both engines compute alike. Everything here is
// null when an operand is. Operands that are repeated should be columns or constants.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "expr/detail/calendar.h"
#include "expr/detail/texts.h"
#include "storage/dialect.h"

namespace kontor::expr {

using storage::Engine;
using storage::Sql;

// sql("(", a, " + ", b, ")")
template <class... Parts>
Sql sql(const Parts&... parts) {
  Sql all;
  (all << ... << parts);
  return all;
}

// A whole number of ours, written into the text.
std::string literal(std::int64_t number);

class SqlText {
 public:
  explicit SqlText(Engine engine) : engine_(engine) {}
  Engine engine() const { return engine_; }

  // Bound constants, with their type said where the engine must know it.
  Sql integer(std::int64_t value) const;
  Sql text(std::string value) const;
  Sql blob(std::string bytes) const;
  Sql no_integer() const;
  Sql no_text() const;
  Sql no_blob() const;

  Sql in_set(const Sql& number, storage::IntSet set) const;
  Sql in_set(const Sql& text, storage::TextSet set) const;

  // --- numbers: null when the result leaves 64 bits
  static Sql sum(const Sql& a, const Sql& b);
  static Sql difference(const Sql& a, const Sql& b);
  static Sql negated(const Sql& a);
  static Sql raised(const Sql& a, std::int64_t times);     // a * times
  static Sql rounded_down(const Sql& a, std::int64_t by);  // a / by, half away from zero
  static Sql between(const Sql& a, std::int64_t first, std::int64_t last);  // else null
  // a * b / by and a * 10^shift / b, rounded: not yet narrowed to 64 bits.
  Sql wide_product(const Sql& a, const Sql& b, std::int64_t by) const;
  Sql wide_quotient(const Sql& a, const Sql& b, int shift) const;
  Sql narrowed(const Sql& wide) const;
  // Truth of `a * times op b`, exactly; op is one of = <> < <= > >=.
  static Sql scaled_comparison(const Sql& a, std::int64_t times, std::string_view op, const Sql& b);

  // --- texts: never the empty text
  Sql trimmed(const Sql& text) const;
  static Sql first_points(const Sql& text, const Sql& count);
  static Sql last_points(const Sql& text, const Sql& count);
  Sql length(const Sql& text) const;  // of null: 0
  Sql mapped(const Sql& text, const CaseMap& map) const;
  Sql contains(const Sql& text, const Sql& part) const;
  static Sql begins_with(const Sql& text, const Sql& part);
  static Sql ends_with(const Sql& text, const Sql& part);

  // --- days
  Sql year(const Sql& day) const;
  Sql month(const Sql& day) const;
  Sql day_of_month(const Sql& day) const;
  static Sql weekday(const Sql& day);
  Sql week(const Sql& day) const;
  // The first day of a month counted from the year 0: year * 12 + month - 1.
  static Sql first_of_month(const Sql& month);
  // A day in that month, the last one if it is shorter.
  static Sql day_in_month(const Sql& month, const Sql& day);
  // Microseconds that local time is ahead, at an instant and at a local time.
  static Sql offset_at(const Sql& instant, const Calendar& calendar);
  static Sql offset_at_local(const Sql& local, const Calendar& calendar);
  static Sql floor_day(const Sql& micros);

 private:
  Engine engine_;
};

}  // namespace kontor::expr
