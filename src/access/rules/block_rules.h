// The allow rules that a block stands for. They are ordinary rules to everything that decides,
// explains or previews; Rule::block says where they come from.
//
//   escalation: one for each step, "<name> (1)": its column reached and owner in my.reports(n)
//   assignment: what has no owner, for the role that hands it out
//   approval:   heads see what was released or lies with them, so many levels above the record
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "access/rules/block.h"
#include "base/time.h"
#include "schema/catalogue.h"

namespace kontor::access {

std::vector<Rule> rules_of(const BlockPtr& block);

// The fields of an object that its escalation keeps, none of which people write: when the owner got
// the record, and when each step begins.
struct EscalationFields {
  const schema::Field* assigned = nullptr;
  std::vector<const schema::Field*> steps;
};
std::optional<EscalationFields> escalation_fields(const schema::Object& object);

// When each step of an escalation that started then begins.
std::vector<Instant> step_times(const Escalation& escalation, Instant start);

// What approvals keep in a record. Levels count units upwards from the record's own.
struct ApprovalFields {
  const schema::Field* state = nullptr;         // select: requested, approved, returned
  const schema::Field* released = nullptr;      // number: heads up to this level see it
  const schema::Field* requested = nullptr;     // number: the level that is asked; empty: none
  const schema::Field* requested_by = nullptr;  // user
  const schema::Field* note = nullptr;          // text: the last reason
};
std::optional<ApprovalFields> approval_fields(const schema::Object& object);

// Days end where people work: deadlines of blocks are counted in this zone.
inline constexpr const char* kBlockZone = "Europe/Berlin";

}  // namespace kontor::access
