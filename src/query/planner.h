// Finds the ids of a page along the cheapest way. Nothing is left to the engines' guesses: a part
// of the filter, or the rights of the reader, that finds few rows is gathered and sorted; otherwise
// rows are walked in the order of the answer with a budget, and when it runs out what was seen so
// far tells which way is cheaper.
//
// Costs are counted in entries of an index. With k rows wanted, n found by the best part and a
// share s of the rows fitting, a gather looks at n rows and a walk at k / s: the dearer one is
// never begun without a limit, so no page costs much more than the cheaper way alone. What was
// found out is remembered for the next one who asks the same (plan_memory.h).
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/result.h"
#include "query/plan_memory.h"
#include "query/statement.h"
#include "storage/database.h"

namespace kontor::query {

struct FoundIds {
  std::vector<std::int64_t> ids;   // in reading order, one more than wanted if there are more
  std::optional<Key> first, last;  // of the first row, and of the last wanted one
  bool whole = true;               // false: given up on the way
};

class Planner {
 public:
  // `memory` may be null.
  Planner(const Conditions& conditions, const Order& order, const Rights& rights,
          storage::Connection& connection, PlanMemory* memory)
      : conditions_(conditions),
        order_(order),
        rights_(rights),
        connection_(connection),
        memory_(memory) {}

  // `wish.limit` rows, and one more to know whether there are others.
  [[nodiscard]] Result<FoundIds> page(const PageWish& wish);

  // The way to look at as few rows as possible when all that fit are needed, and `read` of each.
  [[nodiscard]] Result<AccessPath> gather(const std::vector<storage::Sql>& read);

 private:
  struct Candidate {
    AccessPath path;
    std::int64_t cost;
  };

  struct Attempt {
    FoundIds found;
    bool done;
    std::uint64_t steps = 0;
  };

  std::int64_t cost_of_row(const AccessPath& path) const;
  std::int64_t cost_of_scan() const;
  std::vector<storage::Sql> keys() const;
  std::vector<AccessPath> gathers() const;
  std::optional<AccessPath> by_scope() const;
  std::optional<AccessPath> walk(bool backward) const;
  bool walk_tests_nothing(const AccessPath& path) const;
  Result<std::optional<Candidate>> cheapest(std::int64_t cap);
  Result<std::int64_t> probe(const AccessPath& path, const PageWish& wish, std::int64_t cap);
  Result<FoundIds> choose(const PageWish& wish, AccessPath walk);
  Result<std::optional<FoundIds>> repeat(const PageWish& wish);
  Result<Attempt> retrace(const PlanMemory::Plan& plan, const PageWish& wish);
  Result<FoundIds> keep_walk(const PageWish& wish, const AccessPath& walk, Attempt attempt);
  Result<FoundIds> keep(const PageWish& wish, const PlanMemory::Plan& plan, FoundIds found);
  Result<Attempt> attempt(const AccessPath& walk, const PageWish& wish);
  Result<FoundIds> run(const AccessPath& path, const PageWish& wish);
  Result<FoundIds> by_segments(AccessPath walk, PageWish wish);
  Result<void> add(const AccessPath& path, const PageWish& wish, std::size_t wanted,
                   FoundIds& found);

  const Conditions& conditions_;
  const Order& order_;
  const Rights& rights_;
  storage::Connection& connection_;
  PlanMemory* memory_;
};

}  // namespace kontor::query
