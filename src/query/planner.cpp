#include "query/planner.h"

#include <algorithm>

namespace kontor::query {
namespace {

using Kind = AccessPath::Kind;

constexpr std::int64_t kFew = 2'000;        // found rows that are gathered without further thought
constexpr std::int64_t kFirstWalk = 1'000;  // rows a walk may look at to show how it fares
constexpr std::int64_t kMostCounted = 50'000;
constexpr std::int64_t kSlack = 4;  // how far off an expectation may be

storage::Value value_of(const storage::Row& row, int column, bool bytes) {
  if (row.is_null(column)) return {};
  if (bytes) return storage::Blob{std::string(row.text(column))};
  return row.integer(column);
}

Key key_of(const storage::Row& row, const Order& order) {
  Key key{.id = row.integer(0)};
  int column = 1;
  for (const OrderTerm& term : order.terms) {
    key.values.push_back(value_of(row, column++, term.bytes));
  }
  return key;
}

// How many of the first columns of the index the parts hold at one value.
std::size_t fixed_columns(const schema::Index& index, const Conditions& conditions) {
  std::size_t fixed = 0;
  while (fixed < index.columns.size() &&
         std::ranges::any_of(conditions.parts, [&](const Part& part) {
           return part.fixed == index.columns[fixed].name;
         })) {
    ++fixed;
  }
  return fixed;
}

}  // namespace

Result<FoundIds> Planner::page(const PageWish& wish) {
  const auto walk = this->walk(wish.backward);
  if (walk && walk_tests_nothing(*walk)) return run(*walk, wish);
  if (conditions_.parts.empty() && !walk) return run({.kind = Kind::scan}, wish);
  if (!walk) return run(TRY(gather()), wish);
  return choose(wish, *walk);
}

// An index of the right order; the more of its first columns the parts fix, the less there is to
// walk.
std::optional<AccessPath> Planner::walk(bool backward) const {
  std::optional<AccessPath> best;
  std::size_t most_fixed = 0;
  for (std::size_t i = 0; i < conditions_.indexes.size(); ++i) {
    const schema::Index& index = conditions_.indexes[i];
    const std::size_t fixed = fixed_columns(index, conditions_);
    const bool whole = index.rows != schema::IndexRows::living_filled || fixed > 0;
    if (!whole || (best && fixed <= most_fixed)) continue;
    if (!serves(index, fixed, order_, backward)) continue;
    best = AccessPath{.kind = Kind::walk, .index = i};
    most_fixed = fixed;
  }
  return best;
}

// Every row of the walked range fits.
bool Planner::walk_tests_nothing(const AccessPath& path) const {
  const Scope& scope = rights_.scope(*conditions_.object);
  if (!scope.everything || !scope.limits.empty() || !scope.forbids.empty()) return false;
  const schema::Index& index = conditions_.indexes[path.index];
  const std::size_t fixed = fixed_columns(index, conditions_);
  return std::ranges::all_of(conditions_.parts, [&](const Part& part) {
    const auto end = index.columns.begin() + static_cast<std::ptrdiff_t>(fixed);
    return !part.fixed.empty() && std::any_of(index.columns.begin(), end, [&](const auto& column) {
      return column.name == part.fixed;
    });
  });
}

Result<FoundIds> Planner::choose(const PageWish& wish, AccessPath walk) {
  walk.budget = kSlack * (wish.limit + wish.offset);
  Attempt first = TRY(attempt(walk, wish));
  if (first.done) return std::move(first.found);
  const auto few = TRY(smallest(kFew));
  if (few && few->rows < kFew) return run(few->path, wish);

  const auto seen = std::max<std::int64_t>(static_cast<std::int64_t>(first.found.ids.size()), 1);
  const std::int64_t expected = (wish.limit + wish.offset) * walk.budget / seen;
  const auto found = TRY(smallest(kMostCounted));
  const bool counted = found && found->rows < kMostCounted;
  if (counted && found->rows <= expected) return run(found->path, wish);
  walk.budget = kSlack * expected;
  Attempt second = TRY(attempt(walk, wish));
  if (second.done) return std::move(second.found);
  return run(found ? found->path : AccessPath{.kind = Kind::scan}, wish);
}

// Walks as far as the budget goes. Done when the page is full, or there is nothing behind it.
Result<Planner::Attempt> Planner::attempt(const AccessPath& walk, const PageWish& wish) {
  Attempt attempt{TRY(run(walk, wish)), true};
  if (static_cast<std::int64_t>(attempt.found.ids.size()) > wish.limit) return attempt;
  attempt.done = TRY(probe(walk, wish, walk.budget + 1)) <= walk.budget;
  return attempt;
}

std::vector<AccessPath> Planner::gathers() const {
  std::vector<AccessPath> paths;
  for (std::size_t i = 0; i < conditions_.parts.size(); ++i) {
    const Part& part = conditions_.parts[i];
    if (part.index || !part.ids.text.empty()) paths.push_back({.kind = Kind::gather, .part = i});
  }
  return paths;
}

// The part that finds the fewest rows. Stops counting where a smaller one is known.
Result<std::optional<Planner::Candidate>> Planner::smallest(std::int64_t cap) {
  std::optional<Candidate> best;
  for (const AccessPath& path : gathers()) {
    const std::int64_t rows = TRY(probe(path, {}, best ? best->rows : cap));
    if (!best || rows < best->rows) best = Candidate{path, rows};
  }
  return best;
}

Result<AccessPath> Planner::gather() {
  const auto found = TRY(smallest(kMostCounted));
  return found ? found->path : AccessPath{.kind = Kind::scan};
}

Result<std::int64_t> Planner::probe(const AccessPath& path, const PageWish& wish,
                                    std::int64_t cap) {
  const auto sql = probe_statement(conditions_, order_, rights_, path, wish, cap);
  return TRY(connection_.integer(sql)).value_or(0);
}

Result<FoundIds> Planner::run(const AccessPath& path, const PageWish& wish) {
  FoundIds found;
  PageWish more = wish;
  ++more.limit;
  const auto sql = ids_statement(conditions_, order_, rights_, path, more);
  TRY(connection_.each(sql, [&](const storage::Row& row) {
    found.ids.push_back(row.integer(0));
    const auto count = static_cast<std::int64_t>(found.ids.size());
    if (count == 1) found.first = key_of(row, order_);
    if (count == wish.limit) found.last = key_of(row, order_);
    return true;
  }));
  return found;
}

}  // namespace kontor::query
