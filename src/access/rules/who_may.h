// Who may do something with one record, asked of many people. Mostly the class of the record and
// whether it is shared say enough. Where they leave a condition open the row itself is asked, once
// for all to whom the condition says the same.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "access/rules/book.h"
#include "access/rules/class_verdict.h"
#include "access/rules/principal.h"
#include "base/id.h"
#include "base/result.h"
#include "query/scope.h"
#include "storage/database.h"

namespace kontor::access {

// Whether some rule asks for shares of records that the one it is asked of is linked to.
bool asks_shares_of_others(const ObjectRules& rules);

class WhoMay {
 public:
  // `one`: the class of the record. The others outlive this.
  WhoMay(storage::Connection& connection, const ObjectRules& rules, query::Action action,
         RecordId record, const AccessClass& one)
      : connection_(connection), rules_(rules), action_(action), record_(record), class_({one}) {}

  // By which rules the person may; none: may not.
  [[nodiscard]] Result<std::vector<std::string>> rules_for(const Principal& principal);

 private:
  Result<bool> holds(const BoundRule& rule, const Principal& principal);
  Result<bool> row_holds(const BoundRule& rule, const Principal& principal);

  storage::Connection& connection_;
  const ObjectRules& rules_;
  query::Action action_;
  RecordId record_;
  ClassColumns class_;
  // What the row answered, by the rule and the members of the sets it speaks of.
  std::map<std::pair<const BoundRule*, std::vector<std::int64_t>>, bool> known_;
};

}  // namespace kontor::access
