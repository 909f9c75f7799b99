#include "expr/detail/sql_text.h"

namespace kontor::expr {
namespace {

bool postgres(Engine engine) {
  return engine == Engine::postgres;
}

constexpr const char* kMax = "9223372036854775807";
// PostgreSQL reads -9223372036854775808 as the negation of a number that is too big.
constexpr const char* kMin = "(-9223372036854775807 - 1)";

}  // namespace

std::string literal(std::int64_t number) {
  return number < 0 ? "(" + std::to_string(number) + ")" : std::to_string(number);
}

Sql SqlText::integer(std::int64_t value) const {
  return {postgres(engine_) ? "CAST(? AS bigint)" : "?", {value}};
}
Sql SqlText::text(std::string value) const {
  return {postgres(engine_) ? "CAST(? AS text)" : "?", {std::move(value)}};
}
Sql SqlText::blob(std::string bytes) const {
  return {postgres(engine_) ? "CAST(? AS bytea)" : "?", {storage::Blob{std::move(bytes)}}};
}
Sql SqlText::no_integer() const {
  return {postgres(engine_) ? "CAST(NULL AS bigint)" : "NULL", {}};
}
Sql SqlText::no_text() const {
  return {postgres(engine_) ? "CAST(NULL AS text)" : "NULL", {}};
}
Sql SqlText::no_blob() const {
  return {postgres(engine_) ? "CAST(NULL AS bytea)" : "NULL", {}};
}

Sql SqlText::in_set(const Sql& number, storage::IntSet set) const {
  Sql all{storage::in_ints(engine_, number.text), number.params};
  all.params.emplace_back(std::move(set));
  return all;
}

Sql SqlText::in_set(const Sql& text, storage::TextSet set) const {
  Sql all{storage::in_texts(engine_, text.text), text.params};
  all.params.emplace_back(std::move(set));
  return all;
}

// --- numbers

Sql SqlText::sum(const Sql& a, const Sql& b) {
  return sql("CASE WHEN ", b, " >= 0 THEN CASE WHEN ", a, " <= ", kMax, " - ", b, " THEN ", a,
             " + ", b, " END WHEN ", a, " >= ", kMin, " - ", b, " THEN ", a, " + ", b, " END");
}

Sql SqlText::difference(const Sql& a, const Sql& b) {
  return sql("CASE WHEN ", b, " >= 0 THEN CASE WHEN ", a, " >= ", kMin, " + ", b, " THEN ", a,
             " - ", b, " END WHEN ", a, " <= ", kMax, " + ", b, " THEN ", a, " - ", b, " END");
}

Sql SqlText::negated(const Sql& a) {
  return sql("CASE WHEN ", a, " > ", kMin, " THEN -", a, " END");
}

Sql SqlText::raised(const Sql& a, std::int64_t times) {
  constexpr std::int64_t kLargest = 9223372036854775807;
  return sql("CASE WHEN ", a, " BETWEEN ", literal(-(kLargest / times)), " AND ",
             literal(kLargest / times), " THEN ", a, " * ", literal(times), " END");
}

Sql SqlText::rounded_down(const Sql& a, std::int64_t by) {
  const std::string unit = literal(by), half = literal(by / 2);
  return sql("(", a, " / ", unit, " + CASE WHEN ", a, " % ", unit, " >= ", half, " THEN 1 WHEN ", a,
             " % ", unit, " <= -", half, " THEN -1 ELSE 0 END)");
}

Sql SqlText::between(const Sql& a, std::int64_t first, std::int64_t last) {
  return sql("CASE WHEN ", a, " BETWEEN ", literal(first), " AND ", literal(last), " THEN ", a,
             " END");
}

// SQLite: an overflow becomes a real number and stays one, which narrowed() sees. Factors are taken
// apart by `by`, so that only what really is too large overflows; all terms have the same sign.
Sql SqlText::wide_product(const Sql& a, const Sql& b, std::int64_t by) const {
  const std::string unit = literal(by);
  if (postgres(engine_)) {
    const Sql product = sql("CAST(", a, " AS numeric) * ", b);
    if (by == 1) return product;
    const std::string unit_text = std::to_string(by);
    return sql("round(", product, " * 0.", std::string(unit_text.size() - 2, '0'), "1)");
  }
  if (by == 1) return sql(a, " * ", b);
  const Sql rest = sql("((", a, " % ", unit, ") * (", b, " % ", unit, "))");
  return sql("(", a, " / ", unit, ") * (", b, " / ", unit, ") * ", unit, " + (", a, " / ", unit,
             ") * (", b, " % ", unit, ") + (", a, " % ", unit, ") * (", b, " / ", unit, ") + ",
             rounded_down(rest, by));
}

// SQLite: long division, one decimal digit after the other. `b` is at most kMaxDivisor.
Sql SqlText::wide_quotient(const Sql& a, const Sql& b, int shift) const {
  if (postgres(engine_)) {
    const std::string times = "1" + std::string(static_cast<std::size_t>(shift), '0');
    return sql("div(2 * CAST(abs(CAST(", a, " AS numeric)) * ", times, " AS numeric) + abs(CAST(",
               b, " AS numeric)), 2 * abs(CAST(", b, " AS numeric))) * CASE WHEN (", a, " < 0) = (",
               b, " < 0) THEN 1 ELSE -1 END");
  }
  return sql("(WITH RECURSIVE long(i, q, r) AS (SELECT 0, ", a, " / ", b, ", ", a, " % ", b,
             " UNION ALL SELECT i + 1, q * 10 + (r * 10) / ", b, ", (r * 10) % ", b,
             " FROM long WHERE i < ", literal(shift), ") SELECT q + CASE WHEN 2 * abs(r) < abs(", b,
             ") THEN 0 WHEN (", a, " < 0) = (", b,
             " < 0) THEN 1 ELSE -1 END FROM long WHERE i = ", literal(shift), ")");
}

Sql SqlText::narrowed(const Sql& wide) const {
  if (postgres(engine_))
    return sql("CASE WHEN ", wide, " BETWEEN -9223372036854775808 AND ", kMax, " THEN CAST(", wide,
               " AS bigint) END");
  return sql("CASE typeof(", wide, ") WHEN 'integer' THEN ", wide, " END");
}

// b / times truncates towards zero; the rest says on which side of it the exact quotient lies.
Sql SqlText::scaled_comparison(const Sql& a, std::int64_t times, std::string_view op,
                               const Sql& b) {
  const Sql whole = sql(b, " / ", literal(times)), rest = sql(b, " % ", literal(times));
  if (op == "=") return sql("(", a, " = ", whole, " AND ", rest, " = 0)");
  if (op == "<>")
    return sql("(", a, " <> ", whole, " OR (", a, " = ", whole, " AND ", rest, " <> 0))");
  // a = whole: a * times is smaller than b if there is a rest above, equal if there is none.
  const std::string_view strict = op.substr(0, 1);
  const std::string flipped = std::string(strict == "<" ? ">" : "<") + std::string(op.substr(1));
  return sql("(", a, " ", strict, " ", whole, " OR (", a, " = ", whole, " AND ", rest, " ", flipped,
             " 0))");
}

// --- texts

Sql SqlText::trimmed(const Sql& value) const {
  return sql("NULLIF(", postgres(engine_) ? "btrim" : "trim", "(", value, ", ", text(blanks()),
             "), '')");
}

Sql SqlText::first_points(const Sql& text, const Sql& count) {
  return sql("CASE WHEN ", count, " >= length(", text, ") THEN ", text, " WHEN ", count,
             " > 0 THEN substr(", text, ", 1, CAST(", count, " AS int)) END");
}

Sql SqlText::last_points(const Sql& text, const Sql& count) {
  return sql("CASE WHEN ", count, " >= length(", text, ") THEN ", text, " WHEN ", count,
             " > 0 THEN substr(", text, ", CAST(length(", text, ") - ", count, " AS int) + 1) END");
}

Sql SqlText::length(const Sql& text) const {
  return sql("CAST(COALESCE(length(", text, "), 0) AS ", postgres(engine_) ? "bigint" : "int", ")");
}

Sql SqlText::mapped(const Sql& value, const CaseMap& map) const {
  const Sql from = text(map.from), to = text(map.to);
  if (postgres(engine_)) return sql("translate(", value, ", ", from, ", ", to, ")");
  const Sql point = sql("substr(", value, ", i, 1)");
  return sql("(WITH RECURSIVE walk(i, done) AS (SELECT 1, '' UNION ALL SELECT i + 1, done || CASE ",
             "instr(", from, ", ", point, ") WHEN 0 THEN ", point, " ELSE substr(", to, ", instr(",
             from, ", ", point, "), 1) END FROM walk WHERE i <= length(", value,
             ")) SELECT done FROM walk WHERE i = length(", value, ") + 1)");
}

Sql SqlText::contains(const Sql& text, const Sql& part) const {
  return sql(postgres(engine_) ? "strpos(" : "instr(", text, ", ", part, ") > 0");
}

Sql SqlText::begins_with(const Sql& text, const Sql& part) {
  return sql("substr(", text, ", 1, length(", part, ")) = ", part);
}

Sql SqlText::ends_with(const Sql& text, const Sql& part) {
  return sql("(length(", text, ") >= length(", part, ") AND substr(", text, ", length(", text,
             ") - length(", part, ") + 1) = ", part, ")");
}

// --- days

namespace {

Sql day_part(Engine engine, const char* field, const char* format, const Sql& day) {
  if (postgres(engine))
    return sql("CAST(EXTRACT(", field, " FROM DATE '1970-01-01' + CAST(", day,
               " AS int)) AS bigint)");
  return sql("CAST(strftime('", format, "', ", day, " * 86400, 'unixepoch') AS int)");
}

}  // namespace

Sql SqlText::year(const Sql& day) const {
  return day_part(engine_, "YEAR", "%Y", day);
}
Sql SqlText::month(const Sql& day) const {
  return day_part(engine_, "MONTH", "%m", day);
}
Sql SqlText::day_of_month(const Sql& day) const {
  return day_part(engine_, "DAY", "%d", day);
}

// 1970-01-01 was a Thursday.
Sql SqlText::weekday(const Sql& day) {
  return sql("((", day, " % 7 + 10) % 7 + 1)");
}

// A week belongs to the year its Thursday lies in (ISO 8601).
Sql SqlText::week(const Sql& day) const {
  const Sql thursday = sql("(", day, " - ", weekday(day), " + 4)");
  return sql("((", day_part(engine_, "DOY", "%j", thursday), " - 1) / 7 + 1)");
}

// Counted from March, so that the leap day is the last of the year: howardhinnant.github.io,
// "chrono-Compatible Low-Level Date Algorithms", days_from_civil.
Sql SqlText::first_of_month(const Sql& month) {
  const Sql march = sql("(", month, " - 2)");
  return sql("(", march, " / 12 * 365 + ", march, " / 48 - ", march, " / 1200 + ", march,
             " / 4800 + (153 * (", march, " % 12) + 2) / 5 - 719468)");
}

Sql SqlText::day_in_month(const Sql& month, const Sql& day) {
  const Sql first = first_of_month(month), next = first_of_month(sql("(", month, " + 1)"));
  return sql("(", first, " - 1 + CASE WHEN ", day, " < ", next, " - ", first, " THEN ", day,
             " ELSE ", next, " - ", first, " END)");
}

namespace {

// The offset of the last entry whose threshold `value` has reached: groups first, then the entries
// of a group. Two levels, because SQLite's parser bears few.
template <class Threshold>
std::string offset_search(const std::string& value, std::size_t size, std::size_t group,
                          const Threshold& threshold, const std::vector<ZoneOffset>& offsets) {
  auto entries = [&](std::size_t first, std::size_t last) {
    std::string all;
    for (std::size_t i = first; i + 1 < last; ++i)
      all += " WHEN " + value + " < " + literal(threshold(i + 1)) + " THEN " +
             literal(offsets[i].offset);
    const std::string otherwise = literal(offsets[last - 1].offset);
    return all.empty() ? otherwise : "CASE" + all + " ELSE " + otherwise + " END";
  };
  std::string all;
  std::size_t first = 0;
  for (; first + group < size; first += group)
    all += " WHEN " + value + " < " + literal(threshold(first + group)) + " THEN " +
           entries(first, first + group);
  const std::string otherwise = entries(first, size);
  return all.empty() ? otherwise : "CASE" + all + " ELSE " + otherwise + " END";
}

constexpr std::size_t kGroup = 16;

}  // namespace

Sql SqlText::offset_at(const Sql& instant, const Calendar& calendar) {
  const auto& offsets = calendar.offsets();
  auto threshold = [&](std::size_t i) { return offsets[i].from; };
  return {offset_search(instant.text, offsets.size(), kGroup, threshold, offsets), {}};
}

Sql SqlText::offset_at_local(const Sql& local, const Calendar& calendar) {
  const auto& offsets = calendar.offsets();
  auto threshold = [&](std::size_t i) { return calendar.local_from(i); };
  return {offset_search(local.text, offsets.size(), kGroup, threshold, offsets), {}};
}

Sql SqlText::floor_day(const Sql& micros) {
  const std::string day = literal(kDayMicros);
  return sql("(", micros, " / ", day, " - CASE WHEN ", micros, " % ", day,
             " < 0 THEN 1 ELSE 0 END)");
}

}  // namespace kontor::expr
