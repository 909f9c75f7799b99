// Ready sets of rules (sets/*.yaml), each with a small house of people and records and a table of
// examples: who may do what with which record, and how a field is shown. The table is the promise
// of the set, and is run whenever the set is read.
#pragma once

#include <string>
#include <vector>

#include "access/rules/book.h"
#include "access/rules/rule.h"
#include "base/result.h"

namespace kontor::access {

// An example that comes out otherwise: "keller see lead 17" was to be "no" and is "yes".
struct WrongExample {
  std::string example, answer, expected;
};

struct ReadySet {
  std::string name;
  schema::Label label, description;
  std::vector<Rule> rules;
  std::string table;  // house and examples as text, for run_table()
  std::vector<WrongExample> wrong;
  int examples = 0;
};

// Errors: those of read_rules() and kit.* of YAML; set.unknown {name} for a person, unit, record,
// action or field that the example does not have.
[[nodiscard]] Result<ReadySet> read_set(std::string_view text,
                                        const schema::CataloguePtr& catalogue);

// Runs the examples of a table (units, people, records, table) against rules. Errors: as above.
[[nodiscard]] Result<std::vector<WrongExample>> run_table(std::string_view text,
                                                          const RuleBook& book);

// All sets of the program, in the order in which they are offered. Rules on objects this catalogue
// does not have are left out.
[[nodiscard]] Result<std::vector<ReadySet>> ready_sets(const schema::CataloguePtr& catalogue);

}  // namespace kontor::access
