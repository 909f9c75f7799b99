// The tables of this room. Needs those of schema.
#pragma once

#include <vector>

#include "storage/migrate.h"

namespace kontor::records {

// kontor_change(id, actor, actor_name, at, reason, undoes, undone_by)
//   One row for what somebody did at once: a request, a bulk edit, an import.
// kontor_history(change_id, object, record, version, action, field, old_value, new_value)
//   action 1 created (field 0, new_value: JSON object of all fields that are not empty),
//   2 updated (one row per field), 3 deleted, 4 restored (field 0), 5 linked or unlinked at the
//   other end of a relation to many (shown like 2). Values in wire form; of relations to many
//   old_value and new_value are lists of the ids that went and came.
// kontor_duplicate_key(key, record)       hashes of e-mails, numbers and name sounds, by object
// kontor_idempotency(actor, key, fingerprint, answer, at)
// kontor_schema_history(change_id, version, kind, object, name, property, old_value, new_value)
//   One row for each schema::SchemaChange.
std::vector<storage::Migration> migrations();

}  // namespace kontor::records
