// Who is told of what was committed.
#pragma once

#include "events/outbox.h"
#include "query/reader.h"

namespace kontor::api {

// Whether the user, who reads with these rights, may know of the event. Classes decide for most;
// what hangs on the single row is asked of the record itself.
bool may_hear(const query::Reader& reader, RecordId user, const events::Event& event);

}  // namespace kontor::api
