#include "query/planner.h"

#include <algorithm>

namespace kontor::query {
namespace {

using Kind = AccessPath::Kind;

// How many rows a walk may look at for each row wanted, to show how it fares.
constexpr std::int64_t kFirstLook = 4, kSecondLook = 32;
constexpr std::int64_t kTelling = 5;  // rows seen that make an expectation
constexpr std::int64_t kSlack = 4;    // how far off an expectation may be
constexpr std::int64_t kMostCounted = 50'000;
constexpr std::int64_t kWalkToScan = 3;  // a row of a walk costs as much as three of a scan

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
    best = AccessPath{.kind = Kind::walk, .index = i, .fixed = fixed};
    most_fixed = fixed;
  }
  return best;
}

// Every row of the walked range fits.
bool Planner::walk_tests_nothing(const AccessPath& path) const {
  const Scope& scope = rights_.scope(*conditions_.object);
  if (!scope.everything || !scope.limits.empty() || !scope.forbids.empty()) return false;
  const schema::Index& index = conditions_.indexes[path.index];
  return std::ranges::all_of(conditions_.parts, [&](const Part& part) {
    const auto end = index.columns.begin() + static_cast<std::ptrdiff_t>(path.fixed);
    return !part.fixed.empty() && std::any_of(index.columns.begin(), end, [&](const auto& column) {
      return column.name == part.fixed;
    });
  });
}

Result<FoundIds> Planner::choose(const PageWish& wish, AccessPath walk) {
  const std::int64_t need = wish.limit + wish.offset;
  std::int64_t expected = 0;
  for (const std::int64_t factor : {kFirstLook, kSecondLook}) {
    walk.budget = factor * need;
    Attempt attempt = TRY(this->attempt(walk, wish));
    if (attempt.done) return std::move(attempt.found);
    const auto seen = static_cast<std::int64_t>(attempt.found.ids.size());
    expected = need * walk.budget / std::max<std::int64_t>(seen, 1);
    const auto found = TRY(smallest(std::min(expected, kMostCounted)));
    if (found && found->rows < std::min(expected, kMostCounted)) return run(found->path, wish);
    if (seen >= kTelling) break;
  }
  if (expected < worth_walking()) {
    walk.budget = kSlack * expected;
    Attempt attempt = TRY(this->attempt(walk, wish));
    if (attempt.done) return std::move(attempt.found);
  }
  return run(TRY(gather()), wish);
}

// Rows that can be walked in the time that reading the whole table takes.
std::int64_t Planner::worth_walking() const {
  return rights_.scope(*conditions_.object).estimated_rows / kWalkToScan;
}

// Walks as far as the budget goes. Done when the page is full, or there is nothing behind it.
Result<Planner::Attempt> Planner::attempt(const AccessPath& walk, const PageWish& wish) {
  Attempt attempt{TRY(run(walk, wish)), true};
  if (static_cast<std::int64_t>(attempt.found.ids.size()) > wish.limit) return attempt;
  const bool whole = !wish.after && walk.fixed == 0;
  const bool ends_later = whole && rights_.scope(*conditions_.object).everything &&
                          rights_.scope(*conditions_.object).estimated_rows > kSlack * walk.budget;
  attempt.done = !ends_later && TRY(probe(walk, wish, walk.budget + 1)) <= walk.budget;
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
  if (path.kind == Kind::walk && path.budget == 0 && wish.offset > 0) return jump(path, wish);
  FoundIds found;
  PageWish more = wish;
  ++more.limit;
  TRY(add(path, more, static_cast<std::size_t>(wish.limit), found));
  return found;
}

// Skips within one segment at a time: passing rows on from segment to segment costs more than
// skipping them.
Result<FoundIds> Planner::jump(AccessPath walk, PageWish wish) {
  FoundIds found;
  const auto wanted = static_cast<std::size_t>(wish.limit);
  const std::size_t count = segments(order_, wish.after, wish.backward).size();
  for (std::size_t i = 0; i < count && found.ids.size() <= wanted; ++i) {
    walk.segment = i;
    wish.limit = static_cast<std::int64_t>(wanted + 1 - found.ids.size());
    TRY(add(walk, wish, wanted, found));
    if (!found.ids.empty()) {
      wish.offset = 0;
    } else if (i + 1 < count) {
      wish.offset -= TRY(probe(walk, wish, wish.offset));
    }
  }
  return found;
}

Result<void> Planner::add(const AccessPath& path, const PageWish& wish, std::size_t wanted,
                          FoundIds& found) {
  const auto sql = ids_statement(conditions_, order_, rights_, path, wish);
  return connection_.each(sql, [&](const storage::Row& row) {
    found.ids.push_back(row.integer(0));
    if (found.ids.size() == 1) found.first = key_of(row, order_);
    if (found.ids.size() == wanted) found.last = key_of(row, order_);
    return true;
  });
}

}  // namespace kontor::query
