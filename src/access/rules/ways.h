// The ways in which a principal may come to see records of one object: the allow rules that concern
// him, each with what it shows when it holds. Rules that bite only reading or editing, and caps
// that something lifts, split a rule into several ways, so that every way has one list of field
// modes.
#pragma once

#include <memory>
#include <vector>

#include "access/rules/book.h"
#include "access/rules/principal.h"

namespace kontor::access {

struct Way {
  const BoundRule* rule = nullptr;
  std::vector<const expr::Checked*> all;   // every one must hold
  std::vector<const expr::Checked*> none;  // and none of these
  query::FieldModes modes;
};

// What decides about one action: ways to it, and what stands against it whichever way one comes.
struct Ways {
  std::vector<Way> ways;
  std::vector<const BoundRule*> limits, forbids;
  std::vector<std::shared_ptr<const void>> kept = {};  // what was made for it (viewing.h)
};

// For Action::see each way shows as much as it can; for other actions the ways are those that allow
// it. System and nobody have no ways.
Ways ways_to(query::Action action, const ObjectRules& rules, const Principal& principal);

}  // namespace kontor::access
