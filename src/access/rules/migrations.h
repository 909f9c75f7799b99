// The tables of rules and shares.
//
// kontor_rule(id, name, text, active, changed_at, changed_by)
//   One row a rule: its canonical English text (text.h). Order has no meaning.
// kontor_share(id, object, record, kind, recipient, action, from_at, until_at, by_user, via)
//   A single record shared: with a user, a team, or a unit and all below it (`kind`), to "read" or
//   "edit", from from_at until before until_at (empty: for good). `via` is the share it was passed
//   on from, or empty.
// kontor_epoch has the rows `rules` and `shares`, raised in the transaction of each change.
#pragma once

#include <vector>

#include "storage/migrate.h"

namespace kontor::access {

std::vector<storage::Migration> rule_migrations();

}  // namespace kontor::access
