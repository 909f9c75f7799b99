// What has to happen in the database so that one catalogue becomes the next. Pure until applied;
// records/ applies a plan inside its write path, so that a change of the schema has history, undo
// and live updates like any other.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "schema/catalogue.h"
#include "storage/database.h"

namespace kontor::schema {

enum class ChangeKind {
  object_added,
  object_changed,
  field_added,
  field_changed,
  option_added,
  option_changed,
  view_added,
  view_changed,
  view_removed,
  kit_installed,
};

// One line of history. `property` names what changed ("label.de", "archived", "default_sort");
// empty for something new, whose label stands in `now`.
struct SchemaChange {
  ChangeKind kind;
  std::string object;
  std::string name;  // field; field.option; view; kit
  std::string property;
  std::string was, now;
  bool operator==(const SchemaChange&) const = default;
};

struct Plan {
  std::int64_t from = 0, to = 0;  // versions of the catalogue
  std::vector<std::string> statements;
  std::vector<storage::Sql> rows;
  std::vector<SchemaChange> changes;

  bool empty() const { return changes.empty(); }

  // Code::conflict "schema.changed" when the stored catalogue is no longer `from`: make the plan
  // anew. Concurrent changes wait for each other here.
  [[nodiscard]] Result<void> apply(storage::Transaction& transaction) const;
};

// Code::invalid for what a plan cannot do: "schema.removed {name}" (archive instead) and
// "schema.fixed {name, property}" (an id, a name, a type and a relation's target never change).
[[nodiscard]] Result<Plan> make_plan(const Catalogue& before, const Catalogue& after,
                                     storage::Engine engine);

}  // namespace kontor::schema
