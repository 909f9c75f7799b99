// Second half of every reading path: what is to be shown of records already selected. Linked
// records are read in the same statement, several-valued fields in one statement per column.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "query/rights.h"
#include "query/row_sink.h"
#include "query/selection.h"
#include "storage/database.h"

namespace kontor::query {

inline constexpr std::size_t kMaxFields = 200;  // asked for by name
inline constexpr std::size_t kMaxJoins = 60;    // SQLite joins at most 64 tables

class FetchPlan;  // detail/fetch_plan.h

// Bound once, used for any number of pages. `rights` must live as long.
class Fetch {
 public:
  // `paths` empty: every field of the object but archived ones and deleted_at. {"id"}: none.
  // Errors: query.unknown_field, query.too_many_hops, query.too_many_fields,
  // query.too_many_relations, query.many_behind_relation.
  [[nodiscard]] static Result<Fetch> bind(const std::vector<std::string>& paths,
                                          const schema::Object& object,
                                          const schema::CataloguePtr& catalogue, Rights& rights,
                                          int shown_links = kShownLinks);

  const schema::Object& object() const;
  const std::vector<Column>& columns() const;

  // The records in the order of the selection.
  [[nodiscard]] Result<void> run(storage::Connection& connection, const Selection& selection,
                                 RowSink& sink) const;

 private:
  Fetch(std::shared_ptr<const FetchPlan> plan, int shown_links)
      : plan_(std::move(plan)), shown_links_(shown_links) {}
  std::shared_ptr<const FetchPlan> plan_;
  int shown_links_;  // of each to-many relation
};

}  // namespace kontor::query
