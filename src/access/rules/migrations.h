// The tables of rules and shares.
//
// kontor_rule(id, name, text, active, changed_at, changed_by, unit)
//   One row a rule: its canonical English text (text.h). Order has no meaning. `unit`: whose head
//   wrote it for the people and records there; empty: for all.
// kontor_share(id, object, record, kind, recipient, action, from_at, until_at, by_user, via)
//   A single record shared: with a user, a team, or a unit and all below it (`kind`), to "read" or
//   "edit", from from_at until before until_at (empty: for good). `via` is the share it was passed
//   on from, or empty.
// kontor_rule_table(id 1, text), kontor_rule_example(id, user_id, object, record, ask, answer)
//   What rules are tried on at every save (saved_examples.h).
// kontor_viewing(session, viewer, viewed, emergency, reason, since, until_at)
//   Sessions that look through the eyes of somebody else (viewing.h).
// kontor_access_log(id, at, kind, user_id, viewed, object, record_count, records, fields, rules,
//   route, reason)
//   What was read of protected fields, exported, looked at through the eyes of others, and what
//   was unusual (reading_log.h). Lists are separated by commas.
// kontor_epoch has the rows `rules` and `shares`, raised in the transaction of each change.
#pragma once

#include <vector>

#include "storage/migrate.h"

namespace kontor::access {

std::vector<storage::Migration> rule_migrations();

}  // namespace kontor::access
