// Sharing of single records: who may, with whom, and for how long.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "access/organisation/organisation.h"
#include "base/id.h"
#include "base/time.h"
#include "query/scope.h"

namespace kontor::access {

enum class Recipient { user, team, unit };

struct ShareWish {
  std::string object;
  RecordId record;
  Recipient kind = Recipient::user;
  RecordId recipient;
  bool edits = false;            // to read only, otherwise
  std::optional<Instant> until;  // none: for good
};

struct ShareInfo {
  RecordId id;
  Recipient kind = Recipient::user;
  RecordId recipient;
  bool edits = false;
  std::optional<Instant> until;
  RecordId by;
};

std::string_view to_string(Recipient kind);
std::optional<Recipient> recipient_kind(std::string_view word);

}  // namespace kontor::access
