// What a set of rules would change, and saving it: docs/api/access.md.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "access/access.h"
#include "access/rules/impact.h"
#include "access/rules/lint.h"
#include "access/saved_examples.h"

namespace kontor::access {

struct PreviewExample {
  query::Action action = query::Action::see;
  bool gained = false;
  RecordId id;
  std::string title;
};

// What changes for one person on one object.
struct AffectedObject {
  ObjectImpact impact;
  std::vector<PreviewExample> examples;  // records the asking administrator sees
};

struct Affected {
  RecordId id;
  std::string name;
  std::int64_t weight = 0;  // records gained, lost or shown otherwise
  std::vector<AffectedObject> objects;
};

struct Preview {
  schema::CataloguePtr catalogue;     // what impacts point into
  std::string confirm;                // empty: nothing changes
  std::int64_t gained = 0, lost = 0;  // records, over people, objects and actions
  std::size_t people = 0, more = 0;
  std::vector<ObjectImpact> objects;  // sums over all people
  std::vector<Affected> affected;     // the first kMostAffected of them
  bool exact = true;
  std::vector<Finding> findings;
  std::vector<WrongExample> wrong;
};

inline constexpr std::size_t kMostAffected = 200;
inline constexpr std::size_t kMostWithExamples = 30;

struct RulesWish {
  std::string text;
  std::optional<std::string> table;                   // none: as it is
  std::optional<std::vector<SavedExample>> examples;  // none: as they are
  std::string confirm;
  std::int64_t unit = 0;  // the rules of this unit (unit_rules.h); 0: of the workspace
};

// What is in force, for administrators.
struct RulesInForce {
  std::string text, table;
  std::vector<SavedExample> examples;
};
[[nodiscard]] Result<RulesInForce> rules_in_force(const Access& access, const auth::Actor& actor,
                                                  schema::Language language, std::int64_t unit = 0);

// Errors of all: access.administrator, those of unit_rules.h, login.read_only, those of
// read_rules() and RuleBook::make().
[[nodiscard]] Result<Preview> preview_rules(const Access& access, const auth::Actor& actor,
                                            std::string_view text, std::int64_t unit = 0);
[[nodiscard]] Result<std::vector<Finding>> lint(const Access& access, const auth::Actor& actor,
                                                std::string_view text, std::int64_t unit = 0);

// From now on these rules and no others; what the linter finds is told. Errors beside: rule.example
// {example, answer, expected}; Code::conflict, rule.confirm {gained, lost} when something changes
// for somebody and `confirm` is not of a preview of this; those of replace_rules().
[[nodiscard]] Result<std::vector<Finding>> save_rules(const Access& access,
                                                      const auth::Actor& actor,
                                                      const RulesWish& wish);

}  // namespace kontor::access
