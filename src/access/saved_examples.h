// Examples that administrators write down beside the rules, run whenever rules are saved: a table
// in a small house of its own (rules/examples.h), and promises about real people and records.
#pragma once

#include <string>
#include <vector>

#include "access/rules/book.h"
#include "access/rules/examples.h"
#include "base/id.h"
#include "base/result.h"
#include "storage/database.h"

namespace kontor::access {

struct SavedExample {
  RecordId user;
  std::string object;  // API name
  RecordId record;
  std::string ask;     // an action, or a field
  std::string answer;  // "yes", "no"; of a field its mode
};

inline constexpr std::size_t kMostExamples = 500;

[[nodiscard]] Result<std::string> saved_table(storage::Connection& connection);
[[nodiscard]] Result<std::vector<SavedExample>> saved_examples(storage::Connection& connection,
                                                               const schema::Catalogue& catalogue);

[[nodiscard]] Result<void> save_table(storage::Transaction& tx, const std::string& table);
// Errors: rule.example_unknown {name} for a user, object, record, action or field there is none of;
// rule.too_many {max}.
[[nodiscard]] Result<void> save_examples(storage::Transaction& tx,
                                         const std::vector<SavedExample>& examples,
                                         const schema::Catalogue& catalogue);

// Those that come out otherwise under these rules. Errors: those of run_table().
[[nodiscard]] Result<std::vector<WrongExample>> wrong_examples(
    storage::Connection& connection, const RuleBook& book, const std::string& table,
    const std::vector<SavedExample>& examples, Instant at);

}  // namespace kontor::access
