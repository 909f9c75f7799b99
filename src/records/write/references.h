// Records named in a batch: titles become ids, ids are checked. What the actor may not see does not
// exist for a link either.
#pragma once

#include "records/write/run.h"

namespace kontor::records {

// Every Reference in the edits of these items gets its id; items with one that cannot be are
// refused. Errors: relation.not_found, relation.ambiguous, access.link.
[[nodiscard]] Result<void> resolve_references(Run& run, const std::vector<Item*>& items);

// The object a relation or user field leads to.
const schema::Object& target_of(const Run& run, const schema::Field& field);

}  // namespace kontor::records
