// Questions to the access engine about single records, for the steps that authorise.
#pragma once

#include <vector>

#include "records/write/run.h"

namespace kontor::records {

// What rights look at; read beside the record.
struct Facts {
  std::int64_t id = 0;
  std::int64_t zk = 0;
};

inline Facts facts_of(const Record& record) {
  return {record.id.value, record.zk};
}

// Which of these stored records the actor may do `action` with: ids, ascending. Asks memory where
// classes decide, SQL where single rows do.
[[nodiscard]] Result<std::vector<std::int64_t>> admitted(Run& run, const schema::Object& object,
                                                         query::Action action,
                                                         const std::vector<Facts>& records);

// Whether the class alone says that a record is in the scope of `action`.
[[nodiscard]] Result<bool> class_admits(Run& run, const schema::Object& object,
                                        query::Action action, std::int64_t zk);
// Whether single rows, and not only classes, decide about `action`.
[[nodiscard]] Result<bool> rows_decide(Run& run, const schema::Object& object,
                                       query::Action action);

// What the actor may do with the field of a record of this class.
[[nodiscard]] Result<query::Mode> field_mode(Run& run, const schema::Object& object, int field,
                                             const Facts& record);

// New classes were made: scopes are asked for again.
[[nodiscard]] Result<void> renew_rights(Run& run);

bool contains(const std::vector<std::int64_t>& sorted, std::int64_t id);

}  // namespace kontor::records
