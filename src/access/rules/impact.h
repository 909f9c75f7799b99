// What other rules would change: for one person, of how many records of each object they gain and
// lose what, exactly, and how fields would be shown instead.
//
// Records of one access class for which all conditions come out alike are counted together, by the
// counters; only where single records decide and it matters are they read.
#pragma once

#include <array>
#include <map>
#include <memory>
#include <vector>

#include "access/rules/book.h"
#include "access/rules/principal.h"
#include "base/result.h"
#include "storage/database.h"

namespace kontor::access {

struct Delta {
  std::int64_t gained = 0, lost = 0;
};

// Records seen before and after whose field is shown otherwise.
struct FieldChange {
  const schema::Field* field = nullptr;
  query::Mode from = query::Mode::none, to = query::Mode::none;
  std::int64_t records = 0;
};

// Where records are that are gained or lost: a condition on the row at the alias r.
struct ChangedRows {
  query::Action action = query::Action::see;
  bool gained = false;
  storage::Sql where;
};

struct ObjectImpact {
  const schema::Object* object = nullptr;
  std::map<query::Action, Delta> actions;  // those that change
  std::vector<FieldChange> fields;
  std::vector<ChangedRows> rows;  // some of them
};

struct PersonImpact {
  std::vector<ObjectImpact> objects;  // those that change
  bool exact = true;                  // false: time was up, it is at least so much
};

class Impact {
 public:
  // Errors: those of the database. Books are of the same catalogue. `reader`: who must not hear of
  // more records than they see; null: all count.
  [[nodiscard]] static Result<Impact> make(RuleBookPtr before, RuleBookPtr after,
                                           storage::Connection& connection,
                                           storage::Deadline deadline,
                                           query::ScopeSource* reader = nullptr);
  Impact(Impact&&) noexcept;
  ~Impact();

  // `principal` has the sets that either book asks for.
  [[nodiscard]] Result<PersonImpact> of(const Principal& principal, const SharedRecords& shared);

 private:
  class Object;
  Impact(RuleBookPtr before, RuleBookPtr after);

  RuleBookPtr before_, after_;
  std::vector<std::unique_ptr<Object>> objects_;
};

}  // namespace kontor::access
