// What a reader asks of the records of one object, split into parts that must all hold. For each
// part is known how the records it leaves can be found without looking at all of them: by an index
// of the object, or by a statement over other tables. The planner (plan.h) chooses among these.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "expr/check.h"
#include "query/rights.h"
#include "schema/layout.h"

namespace kontor::query {

struct Part {
  storage::Sql condition;                 // on the row at kRoot; where it does not hold, maybe null
  std::optional<std::size_t> index = {};  // finds its rows: place in Conditions::indexes
  std::string fixed = {};                 // the column it holds at one value
  storage::Sql ids = {};                  // or: a statement that gives their ids, each once
};

using IndexList = std::shared_ptr<const std::vector<schema::Index>>;

struct Conditions {
  const schema::Object* object = nullptr;
  IndexList kept_indexes = {};
  std::span<const schema::Index> indexes = {};  // of the object's own table
  std::vector<Part> parts = {};
  // The ways the reader may see records: classes, shares, row terms. Together they find every row
  // in scope; empty when one of them has no index, or everything is in scope.
  std::vector<Part> ways = {};
  bool trash = false;  // deleted records instead of living ones

  // The rows themselves: living or deleted.
  storage::Sql rows() const;
  // The part that holds the column at one value; null if none does.
  const Part* fixing(const std::string& column) const;
  // Rights and parts, beginning with " AND "; without the parts that fix `held`, which the range of
  // an index that is read holds already.
  storage::Sql rest(const Rights& rights, std::span<const schema::IndexColumn> held = {}) const;
};

// `filter` is canonical expression text; blank: everything. Errors: those of expr/.
[[nodiscard]] Result<Conditions> bind_conditions(std::string_view filter, bool trash,
                                                 const schema::Object& object,
                                                 const schema::CataloguePtr& catalogue,
                                                 Rights& rights);

// The records that `field`, a relation to many, leads to from `record`: a part for its target.
Part linked_from(const schema::Field& field, const schema::Object& target, std::int64_t record,
                 const Rights& rights, const Conditions& conditions);

}  // namespace kontor::query
