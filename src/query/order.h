// The order of an answer and where in it a page begins.
//
// Empty values of the first term come last whatever its direction; in further terms they count as
// the smallest; the id decides ties. Indexes hold empty values as the smallest (schema/layout.h),
// so a walk along an index is cut into segments: rows with a value in the first term, then those
// without. A page that continues after a key is a few such segments too, each of them one range of
// the index: for "a, b" after (A, B, id) these are
//   a = A, b = B, id beyond | a = A, b beyond B | a beyond A | a empty
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "query/rights.h"
#include "schema/layout.h"
#include "storage/value.h"

namespace kontor::query {

inline constexpr std::string_view kRoot = "r";  // alias of the object's table in every statement
inline constexpr std::size_t kMaxSortTerms = 4;

struct OrderTerm {
  storage::Sql value;       // null when empty, or not to be read
  std::string column = {};  // the bare column, when the value is nothing else
  bool descending = false;
  bool nullable = true;
  bool bytes = false;  // sort keys; else integers
};

struct Order {
  std::vector<OrderTerm> terms;
  bool id_descending = false;
};

// `sort` holds paths, "-" in front for descending; none: the object's default sort. One that begins
// like the default sort, or like its reverse, goes on like it.
// Errors: query.unknown_field, query.not_sortable, query.too_many_sorts.
[[nodiscard]] Result<Order> bind_order(const std::vector<std::string>& sort,
                                       const schema::Object& object,
                                       const schema::CataloguePtr& catalogue, Rights& rights);

// The values of one row's terms, and its id.
struct Key {
  std::vector<storage::Value> values;
  std::int64_t id = 0;
};

// Rows that follow each other in the answer.
struct Segment {
  storage::Sql condition;      // empty text: all rows
  std::size_t first_term = 0;  // what is still to be ordered by
  bool first_filled = false;   // the first of them has a value in every row
};

// In reading order: against the order of the answer when `backward`.
std::vector<Segment> segments(const Order& order, const std::optional<Key>& after, bool backward);

// Where a row lies that belongs behind `after`: all segments in one condition.
storage::Sql beyond(const Order& order, const Key& after, bool backward);

// "ORDER BY ..." for one segment.
storage::Sql order_by(const Order& order, const Segment& segment, bool backward);

// Whether reading `index` gives one segment's order without sorting, when its first `fixed`
// columns are held fixed. `backward` as above.
bool serves(const schema::Index& index, std::size_t fixed, const Order& order, bool backward);

}  // namespace kontor::query
