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

// What the actor may do with each field of these stored records, beside them.
[[nodiscard]] Result<std::vector<query::FieldModes>> field_modes(Run& run,
                                                                 const schema::Object& object,
                                                                 const std::vector<Facts>& records);
// The same of a record that is being created, in its class. Where single rows decide, every field
// that some way of creating it would let edit.
[[nodiscard]] Result<query::FieldModes> modes_for_new(Run& run, const schema::Object& object,
                                                      std::int64_t zk);

// New classes were made: scopes are asked for again.
[[nodiscard]] Result<void> renew_rights(Run& run);

bool contains(const std::vector<std::int64_t>& sorted, std::int64_t id);

}  // namespace kontor::records
