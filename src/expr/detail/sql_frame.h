// Values that are computed in steps. A step is one row of a WITH clause; it is used once, by the
// next step or by the result. Steps keep the text flat, because SQLite's parser stops at some
// nesting, and they let an expression name an operand twice without computing it twice: the LIMIT
// keeps both engines from merging a step into its user.
#pragma once

#include <string>
#include <vector>

#include "expr/detail/sql_text.h"

namespace kontor::expr {

// Something to calculate with. `nesting` 0: a column or a constant, which may be repeated.
struct SqlValue {
  Sql sql;
  int nesting = 0;
};

class SqlFrame {
 public:
  // `names` numbers the steps and aliases of a whole statement.
  explicit SqlFrame(int& names) : names_(names) {}

  using Mark = std::size_t;
  Mark mark() const { return pending_.size(); }
  // How many steps since then wait for their user.
  std::size_t waiting(Mark mark) const { return pending_.size() - mark; }

  // A new step over all that wait since `mark`: SELECT columns. Returns its name.
  std::string step(Mark mark, const Sql& columns) {
    return add(sql("SELECT ", columns, from(mark), " LIMIT 1"));
  }
  // A step that says itself what it reads.
  std::string add(const Sql& select) {
    const std::string name = "v" + std::to_string(++names_);
    steps_ << (steps_.text.empty() ? "" : ", ") << name << " AS (" << select << ")";
    pending_.push_back(name);
    return name;
  }
  // " FROM v1, v2" of the steps that wait since `mark`; whoever writes it uses them.
  std::string taken(Mark mark) { return from(mark); }

  SqlValue settled(Mark mark, const SqlValue& value) {
    if (!value.nesting) return value;
    return {sql(step(mark, sql(value.sql, " AS x")), ".x")};
  }

  // The result, with all steps in front.
  Sql finish(const Sql& result) {
    if (steps_.text.empty()) return result;
    return sql("(WITH ", steps_, " SELECT ", result, from(0), " LIMIT 1)");
  }

 private:
  std::string from(Mark mark) {
    std::string all;
    for (std::size_t i = mark; i < pending_.size(); ++i)
      all += (i == mark ? " FROM " : ", ") + pending_[i];
    pending_.resize(mark);
    return all;
  }

  int& names_;
  Sql steps_;
  std::vector<std::string> pending_;
};

}  // namespace kontor::expr
