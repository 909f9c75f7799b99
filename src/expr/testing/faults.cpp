// Mistakes a compiler or an evaluator could have. Each must be found by the comparison, else the
// comparison proves nothing about its kind of mistake.
#include <algorithm>
#include <regex>

#include "expr/detail/calendar.h"
#include "expr/detail/functions.h"
#include "expr/testing/agreement.h"

namespace kontor::expr::testing {
namespace {

using storage::Sql;

// The compiler writes something else. Parameters must stay as many.
Fault writes(std::string name, const char* pattern, const char* instead) {
  return {.name = "SQL: " + name, .sql = [regex = std::regex(pattern), instead](Sql& sql) {
            sql.text = std::regex_replace(sql.text, regex, instead);
          }};
}

Fault evaluates(std::string name, std::function<void(CheckedNode&)> tree) {
  return {.name = "evaluator: " + name, .tree = std::move(tree)};
}

Fault takes(std::string name, Op op, Op other) {
  return evaluates(std::move(name), [=](CheckedNode& node) {
    if (node.op == op) node.op = other;
  });
}

Fault calls(std::string name, Function function, Function other) {
  return evaluates(std::move(name), [=](CheckedNode& node) {
    if (node.op == Op::call && node.function == function) node.function = other;
  });
}

Fault binds(std::string name, std::function<void(Bindings&, const World&)> bindings) {
  return {.name = "bindings: " + name, .bindings = std::move(bindings)};
}

std::vector<Fault> sql_faults() {
  return {
      writes("deleted records count", "deleted_at IS NULL", "id IS NOT NULL"),
      writes("a missing value is not false", R"(\S+ IS NOT NULL AND )", ""),
      writes("an unknown comparison is true", ", FALSE\\)", ", TRUE)"),
      writes("at least means more than", R"( >= (\?|CAST\(\?))", " > $1"),
      writes("at most means less than", R"( <= (\?|CAST\(\?))", " < $1"),
      writes("an empty text is something", " = ''", " = ' '"),
      writes("an empty text is no other text", R"( AND \S+ <> ''\))", ")"),
      writes("contains looks at the beginning only",
             R"((instr|strpos)(\([^()]+\(?[^()]*\)?\)) > 0)", "$1$2 = 1"),
      writes("ends with is one off", R"(\) \+ 1\) = )", ")) = "),
      writes("case is not folded", "\"title_fold\"", "\"title\""),
      writes("the order of texts is turned", R"re("(title_sort|s_\w+)" <)re", "\"$1\" >"),
      writes("a product that is too large wraps", "'integer'", "'real'"),
      writes("a half is rounded down", R"(>= (5|50|500|5000|50000|500000) THEN 1)", "> $1 THEN 1"),
      writes("a negative half is rounded up", R"(<= -(5|50|500|5000|50000|500000) THEN -1)",
             "< -$1 THEN -1"),
      writes("a quotient is cut", R"(CASE WHEN 2 \* abs\(r\))", "CASE WHEN 0 * abs(r)"),
      writes("a sum overflows early", "9223372036854775807 - ", "922337203685477580 - "),
      writes("a scaled comparison ignores the rest", R"( AND \S+ % \d+ ([<>])=? 0\))",
             " AND 1 $1 0)"),
      writes("weekdays are shifted", "% 7 \\+ 10", "% 7 + 9"),
      writes("every fourth year is a leap year", " - \\(v(\\d+)\\.m - 2\\) / 1200", " - 0"),
      writes("days before 1970 begin late", "% 86400000000 < 0 THEN 1", "% 86400000000 < 0 THEN 0"),
      writes("currencies are not compared", R"((v\d+\.c) = (v\d+\.c))", "$1 = $1"),
      writes("links are followed backwards", "\"a_id\" = (\\S+) AND (\\S+) = (\\S+)\\.\"b_id\"",
             "\"b_id\" = $1 AND $2 = $3.\"a_id\""),
      writes("or is and", " OR ", " AND "),
      writes("not is forgotten", "NOT \\(", "("),
      writes("count stops at one", "SELECT count\\(\\*\\)", "SELECT count(DISTINCT 1)"),
      writes("the largest is the smallest", "SELECT max\\(", "SELECT min("),
      writes("an amount needs no currency", "_currency\" <> ''", "_currency\" <> 'EUR'"),
      writes("trim does nothing", "b?trim\\(([^,()]+|[^,()]+\\([^()]*\\)), ", "COALESCE($1, "),
      {.name = "SQL: hidden records are read",
       .rights =
           [](SqlContext& context) {
             context.visible = [](const schema::Object&, std::string_view) { return Sql{}; };
           }},
      {.name = "SQL: hidden fields are read",
       .rights =
           [](SqlContext& context) {
             context.readable = [](const schema::Object&, const schema::Field&, std::string_view) {
               return std::optional<Sql>();
             };
           }},
  };
}

std::vector<Fault> tree_faults() {
  return {
      takes("less includes equal", Op::less, Op::less_equal),
      takes("and is or", Op::logical_and, Op::logical_or),
      takes("begins with means contains", Op::begins_with, Op::contains),
      takes("ends with means begins with", Op::ends_with, Op::begins_with),
      takes("other means equal", Op::not_equal, Op::equal),
      takes("a difference is a sum", Op::subtract, Op::add),
      takes("older means within", Op::older_than, Op::within),
      takes("within means reached", Op::within, Op::reached),
      calls("years are months", Function::year, Function::month),
      calls("weeks are days", Function::week, Function::day),
      calls("left is right", Function::left, Function::right),
      evaluates("the last filled instead of the first",
                [](CheckedNode& node) {
                  if (node.op == Op::call && node.function == Function::coalesce)
                    std::ranges::reverse(node.children);
                }),
      calls("an anniversary is today", Function::anniversary, Function::today),
      calls("the end is the start", Function::end_of, Function::start_of),
      evaluates("an option is another one",
                [](CheckedNode& node) {
                  if (node.op == Op::text && node.type.kind == TypeKind::option) ++node.value;
                }),
      evaluates("the last of a list is forgotten",
                [](CheckedNode& node) {
                  if (node.op == Op::in && node.children.size() > 2) node.children.pop_back();
                }),
      evaluates("the condition of exists is forgotten",
                [](CheckedNode& node) {
                  if (node.op == Op::exists) node.children.clear();
                }),
      evaluates("a scale is one off",
                [](CheckedNode& node) {
                  if (node.op == Op::number && node.type.decimals) --node.type.decimals;
                }),
      evaluates("a span is one longer",
                [](CheckedNode& node) {
                  if (node.op == Op::duration) ++node.value;
                }),
      evaluates("a kind is a position",
                [](CheckedNode& node) {
                  if (!node.path.empty() && node.path.back().facet == "probability")
                    node.path.back().facet = "position";
                }),
  };
}

std::vector<Fault> other_faults() {
  return {
      binds("tomorrow is today",
            [](Bindings& bindings, const World&) { bindings.now += kDayMicros; }),
      binds("everybody lives in London",
            [](Bindings& bindings, const World&) { bindings.zone = "UTC"; }),
      binds("the reader is someone else",
            [](Bindings& bindings, const World& world) {
              for (const auto& [id, record] : world.records())
                if (record.object->name == "user" && id != bindings.me) bindings.me = id;
            }),
      binds("the reader has no sets",
            [](Bindings& bindings, const World&) { bindings.mine.clear(); }),
      {.name = "records: everything is visible",
       .world = [](World& world) { world.visible = nullptr; }},
      {.name = "records: everything is readable",
       .world = [](World& world) { world.readable = nullptr; }},
      {.name = "records: only the first of several values counts",
       .world =
           [](World& world) {
             for (const auto& [id, record] : world.records())
               for (auto& [name, values] : world.add(record.object->name, id).values)
                 if (values.size() > 1) values.resize(1);
           }},
  };
}

}  // namespace

const std::vector<Fault>& faults() {
  static const std::vector<Fault> all = [] {
    std::vector<Fault> list = sql_faults();
    for (const auto& more : {tree_faults(), other_faults()})
      list.insert(list.end(), more.begin(), more.end());
    return list;
  }();
  return all;
}

}  // namespace kontor::expr::testing
