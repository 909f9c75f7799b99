// Finds the ids of a page along the cheapest way. Nothing is left to the engines' guesses: a part
// that finds few rows is gathered and sorted; otherwise rows are walked in the order of the answer
// with a budget, and when it runs out what was seen so far tells which way is cheaper.
//
// Costs are counted in rows looked at. With k rows wanted, n found by the best part and a share s
// of the rows fitting, a gather looks at n rows and a walk at k / s: the dearer one is never begun
// without a limit, so no page costs much more than the cheaper way alone.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/result.h"
#include "query/statement.h"
#include "storage/database.h"

namespace kontor::query {

struct FoundIds {
  std::vector<std::int64_t> ids;   // in reading order, one more than wanted if there are more
  std::optional<Key> first, last;  // of the first row, and of the last wanted one
};

class Planner {
 public:
  Planner(const Conditions& conditions, const Order& order, const Rights& rights,
          storage::Connection& connection)
      : conditions_(conditions), order_(order), rights_(rights), connection_(connection) {}

  // `wish.limit` rows, and one more to know whether there are others.
  [[nodiscard]] Result<FoundIds> page(const PageWish& wish);

  // The way to look at as few rows as possible when all that fit are needed.
  [[nodiscard]] Result<AccessPath> gather();

 private:
  struct Candidate {
    AccessPath path;
    std::int64_t rows;  // looked at; counted up to some cap
  };

  struct Attempt {
    FoundIds found;
    bool done;
  };

  std::int64_t worth_walking() const;
  std::vector<AccessPath> gathers() const;
  std::optional<AccessPath> walk(bool backward) const;
  bool walk_tests_nothing(const AccessPath& path) const;
  Result<std::optional<Candidate>> smallest(std::int64_t cap);
  Result<std::int64_t> probe(const AccessPath& path, const PageWish& wish, std::int64_t cap);
  Result<FoundIds> choose(const PageWish& wish, AccessPath walk);
  Result<Attempt> attempt(const AccessPath& walk, const PageWish& wish);
  Result<FoundIds> run(const AccessPath& path, const PageWish& wish);
  Result<FoundIds> jump(AccessPath walk, PageWish wish);
  Result<void> add(const AccessPath& path, const PageWish& wish, std::size_t wanted,
                   FoundIds& found);

  const Conditions& conditions_;
  const Order& order_;
  const Rights& rights_;
  storage::Connection& connection_;
};

}  // namespace kontor::query
