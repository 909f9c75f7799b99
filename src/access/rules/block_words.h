// How blocks are said in either language. What they share with rules is in words.h.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "schema/catalogue.h"

namespace kontor::access {

enum class BlockWord {
  // The kinds
  escalation,
  assignment,
  approval,
  // Keys
  starts,
  step,
  after,
  to,
  ends,
  calendar,
  notify,
  queue,
  task,
  subject,
  due,
  // Values
  at_assignment,
  at_creation,
  supervisor,
  next_action,
  calendar_days,
  working_days,
  day,
  days,
  working_day,
  in_app,
  nobody,
  in_turn,
  by_load,
  role
};

std::string_view said(BlockWord word, schema::Language language);

// "2 days", "1 working day BY" and how it is read.
struct SaidDays {
  int days = 0;
  std::string state = {};  // "BY": working days there
};
std::string said_days(const SaidDays& days, schema::Language language);
std::optional<SaidDays> read_days(std::string_view text, schema::Language language);

// "calendar days", "working days BY": the state, empty for calendar days.
std::string said_calendar(std::string_view state, schema::Language language);
std::optional<std::string> read_calendar(std::string_view text, schema::Language language);

// "supervisor(2)".
std::string said_supervisor(int level, schema::Language language);
std::optional<int> read_supervisor(std::string_view text, schema::Language language);

}  // namespace kontor::access
