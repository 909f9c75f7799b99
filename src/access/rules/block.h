// What moves by itself, as it is written and stored: blocks beside the rules. Of each object there
// is at most one of a kind. A block stands for rules (block_rules.h), which are what rights look
// at; what it does beside them is done by the write path and by jobs of the records room.
//
//   escalation   records nobody works on are opened to superiors, one step after the other
//   assignment   new leads find their owner, or wait in a queue that a role holds
//   approval     new business is seen further up only as far as it was approved
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "access/organisation/organisation.h"
#include "access/organisation/working_days.h"
#include "access/rules/rule.h"

namespace kontor::access {

struct Escalation {
  enum class Start { assignment, creation };
  struct Step {
    int days = 2;        // after the start
    int supervisor = 1;  // the superiors of this level and those nearer to the owner
    std::vector<query::Action> actions;
    std::vector<FieldMode> fields;
    bool operator==(const Step&) const = default;
  };
  Start start = Start::assignment;
  std::vector<Step> steps;
  // What ends it: something done or planned since the start, or a condition on the record.
  bool next_action = false;
  expr::Ast ends;
  std::optional<State> state;  // working days there; none: calendar days
  bool tells = true;           // a notice for those a step opens the record to
};

struct Assignment {
  struct Task {
    std::string subject;
    int days = 1;
    std::optional<State> state;  // working days there; none: calendar days
    bool operator==(const Task&) const = default;
  };
  Distribution to = Distribution::in_turn;
  std::string queue;  // the role that hands out what has no owner
  std::optional<Task> task;
  bool operator==(const Assignment&) const = default;
};

struct Approval {
  std::vector<FieldMode> fields;  // what heads see of what has come up to them
  bool operator==(const Approval&) const = default;
};

struct Block {
  std::string name;     // unique among rules and blocks
  std::string object;   // API name
  expr::Ast when;       // which records; null: all
  std::string because;  // shown to people who ask why
  std::variant<Escalation, Assignment, Approval> what;
};

// Equal but for positions in the text.
bool same(const Block& a, const Block& b);

using BlockPtr = std::shared_ptr<const Block>;

}  // namespace kontor::access
