// What people may ask about rights, and what they hear.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/rules/answers.h"
#include "base/id.h"

namespace kontor::access {

struct AccessQuestion {
  std::string object;
  RecordId record;
  query::Action action = query::Action::see;
  RecordId user;  // of whom; none: of the asker
  schema::Language language = schema::Language::de;
};

struct Person {
  RecordId id;
  std::string name;
  std::vector<std::string> rules = {};  // by which they may
};

struct RuleReach {
  std::string rule, because;
  std::vector<RecordId> people;
};

// Everybody who may do something with a record, and by which rules.
struct Everybody {
  std::vector<Person> people;
  std::vector<RuleReach> rules;
};

// A ready set as it is offered: its rules as text.
struct OfferedSet {
  std::string name;
  schema::Label label, description;
  std::string text;
  std::string table;  // a small house and what is promised there, as text
  int examples = 0;
};

// "see", "edit", ...: the English word.
std::optional<query::Action> action_named(std::string_view word);

}  // namespace kontor::access
