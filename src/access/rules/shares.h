// Single records shared with people, teams and units.
#pragma once

#include <array>
#include <unordered_map>
#include <vector>

#include "access/organisation/organisation.h"
#include "access/rules/principal.h"
#include "base/result.h"
#include "storage/database.h"

namespace kontor::access {

// What is shared with the user at that moment.
[[nodiscard]] Result<SharedRecords> shared_with(storage::Connection& connection,
                                                const Organisation& organisation, Id user,
                                                Instant at);

// Shares read at once, for what is asked of many people.
class Shares {
 public:
  [[nodiscard]] static Result<Shares> all(storage::Connection& connection);
  [[nodiscard]] static Result<Shares> of_record(storage::Connection& connection, Id record);

  // Those of them that are with the user at that moment.
  SharedRecords with(const Organisation& organisation, Id user, Instant at) const;

 private:
  struct Share {
    Id record = 0;
    bool edit = false;
    Span span;
  };
  [[nodiscard]] static Result<Shares> read(storage::Connection& connection,
                                           const storage::Sql& sql);

  std::array<std::unordered_map<Id, std::vector<Share>>, 3> by_recipient_;  // by kind
};

}  // namespace kontor::access
