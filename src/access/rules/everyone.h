// All people who may log in, as rules see them: for what is asked of everybody at once.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "access/organisation/load.h"
#include "access/rules/principal.h"
#include "access/rules/shares.h"
#include "base/id.h"
#include "base/result.h"
#include "storage/database.h"

namespace kontor::access {

struct Candidate {
  RecordId id;
  std::string name;
};

class Everyone {
 public:
  // `sets`: of the `my` words that will be asked for.
  [[nodiscard]] static Result<Everyone> load(storage::Connection& connection,
                                             std::set<std::string> sets, Instant at);
  // As far as they concern one record: of what is shared with them the others are left out.
  [[nodiscard]] static Result<Everyone> load(storage::Connection& connection,
                                             OrganisationPtr organisation, RecordId record,
                                             std::set<std::string> sets, Instant at);

  const std::vector<Candidate>& people() const { return people_; }
  const Organisation& organisation() const { return *organisation_; }

  struct One {
    Principal principal;
    SharedRecords shared;
  };
  One one(RecordId id) const;

 private:
  [[nodiscard]] Result<void> read_names(storage::Connection& connection);

  std::set<std::string> sets_;
  Instant at_;
  OrganisationPtr organisation_;
  std::vector<Candidate> people_;
  std::map<Id, std::string> teams_;  // names
  Shares shares_;
};

}  // namespace kontor::access
