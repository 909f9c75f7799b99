// First half of every reading path: which records, in which order, as far as the reader may see
// them. The only maker of selections.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/id.h"
#include "base/result.h"
#include "query/conditions.h"
#include "query/count.h"
#include "query/cursor.h"
#include "query/order.h"
#include "query/reader.h"
#include "query/rights.h"
#include "query/selection.h"

namespace kontor::query {

struct SelectRequest {
  std::string filter = {};
  std::string search = {};
  std::vector<std::string> sort = {};
  bool trash = false;
};

struct SelectedPage {
  Selection selection;
  std::optional<Cursor> next, prev;
};

// Bound to one request: `rights` and `reader` must live as long.
class Select {
 public:
  [[nodiscard]] static Result<Select> bind(const SelectRequest& request,
                                           const schema::Object& object, const Reader& reader,
                                           Rights& rights);

  // Narrows it further: to what a relation leads to, to a column of a board.
  void add(Part part) { conditions_.parts.push_back(std::move(part)); }
  const Conditions& conditions() const { return conditions_; }
  const Order& order() const { return order_; }

  // A page behind (or in front of) `cursor`, or after skipping `offset` records.
  [[nodiscard]] Result<SelectedPage> page(int limit, const std::optional<Cursor>& cursor = {},
                                          std::int64_t offset = 0) const;

  // How many there are, counted up to `cap` (0: all).
  [[nodiscard]] Result<Count> count(std::int64_t cap) const;

  // " FROM … WHERE …" of all of them at the alias kRoot, for aggregates that read `read` of each.
  [[nodiscard]] Result<storage::Sql> rows(const std::vector<storage::Sql>& read) const;
  // Whether nothing but whole access classes decides, so that counters can answer. Conditions that
  // were added count.
  bool only_classes() const;

  // One after the other, for what is shown together.
  static Selection joined(const std::vector<Selection>& parts);

  // One record by its id; an empty selection if it is missing or hidden.
  [[nodiscard]] static Result<Selection> one(const schema::Object& object, RecordId id,
                                             const Reader& reader, Rights& rights,
                                             bool trash = false);
  // Those of `ids` that are visible, in their order.
  [[nodiscard]] static Result<Selection> visible(const schema::Object& object,
                                                 const std::vector<std::int64_t>& ids,
                                                 const Reader& reader, Rights& rights);

 private:
  Select(const Reader& reader, Rights& rights, Conditions conditions, Order order)
      : reader_(&reader),
        rights_(&rights),
        conditions_(std::move(conditions)),
        order_(std::move(order)) {}

  const Reader* reader_;
  Rights* rights_;
  Conditions conditions_;
  Order order_;
};

}  // namespace kontor::query
