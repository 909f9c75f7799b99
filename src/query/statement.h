// The statements that find ids. The engines' planners cannot know how selective rights and filters
// are, so each statement leaves them one way: SQLite is held by INDEXED BY, PostgreSQL by
// sub-selects it cannot look through (LIMIT, OFFSET 0).
#pragma once

#include <cstdint>
#include <optional>

#include "query/conditions.h"
#include "query/order.h"

namespace kontor::query {

struct AccessPath {
  enum class Kind {
    walk,    // along an index in the order of the answer, testing each row
    gather,  // all rows one part finds by its index or statement, then sorted
    scope,   // all rows the reader may see, by the ways to see them, then sorted
    scan,    // all rows, then sorted
  };
  Kind kind = Kind::scan;
  std::size_t index = 0;    // walk, scope by classes alone: place in Conditions::indexes
  std::size_t fixed = 0;    // walk: columns of the index that parts hold at one value
  std::size_t part = 0;     // gather: place in Conditions::parts
  std::int64_t budget = 0;  // walk: rows of each segment it may look at; 0: any number
  std::uint64_t steps = 0;  // walk: or steps of each statement (SQLite); 0: any number
  std::optional<std::size_t> segment = {};  // walk: only this one
  std::optional<std::size_t> cover = {};    // scan: an index that holds all that is read
};

struct PageWish {
  std::optional<Key> after;
  bool backward = false;
  std::int64_t limit = 50;
  std::int64_t offset = 0;
};

// Rows: id, then the value of each term of the order.
storage::Sql ids_statement(const Conditions& conditions, const Order& order, const Rights& rights,
                           const AccessPath& path, const PageWish& wish);

// " FROM … WHERE …" of all rows that fit, found along `path` (not a walk), at the alias kRoot.
storage::Sql all_rows(const Conditions& conditions, const Rights& rights, const AccessPath& path);

// Whether everything the conditions and the order ask of a row stands in the index the path reads:
// then no row is looked at that does not belong to the answer.
bool stays_in_index(const Conditions& conditions, const Order& order, const Rights& rights,
                    const AccessPath& path);

// The index of living records that holds all of `read` (SQL on the row at kRoot) and all that the
// conditions ask; one that begins with the first of `read`, if there is one.
std::optional<std::size_t> covering_index(const Conditions& conditions, const Rights& rights,
                                          const std::vector<storage::Sql>& read);

// One number: how many rows there are, counted up to `cap` (0: to the end).
storage::Sql count_statement(const Conditions& conditions, const Rights& rights,
                             const AccessPath& path, std::int64_t cap);

// One number: how many rows `path` would look at, counted up to `cap`. A walk: those behind
// `wish.after`, or of its segment.
storage::Sql probe_statement(const Conditions& conditions, const Order& order, const Rights& rights,
                             const AccessPath& path, const PageWish& wish, std::int64_t cap);

}  // namespace kontor::query
