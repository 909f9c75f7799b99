#include "query/planner.h"

#include <algorithm>

#include "storage/step_limit.h"

namespace kontor::query {
namespace {

using Kind = AccessPath::Kind;

// How many rows a walk may look at for each row wanted, to show how it fares.
constexpr std::int64_t kFirstLook = 4, kSecondLook = 32;
constexpr std::int64_t kTelling = 5;  // rows seen that make an expectation
constexpr std::int64_t kSlack = 4;    // how far off an expectation may be
constexpr std::int64_t kMostCounted = 50'000;
// Of a row, beside an entry of an index: read after another, and looked up from an index.
constexpr std::int64_t kScanned = 2, kLookedUp = 8;
constexpr std::int64_t kSorted = 2;  // times what a row costs that need not be kept and sorted

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
  if (!walk) return run(TRY(gather(keys())), wish);
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
  if (auto found = TRY(repeat(wish))) return *std::move(found);
  const std::int64_t need = wish.limit + wish.offset;
  std::int64_t expected = 0;
  for (const std::int64_t factor : {kFirstLook, kSecondLook}) {
    walk.budget = factor * need;
    Attempt attempt = TRY(this->attempt(walk, wish));
    if (attempt.done) return keep_walk(wish, walk, std::move(attempt));
    const auto seen = static_cast<std::int64_t>(attempt.found.ids.size());
    expected = need * walk.budget / std::max<std::int64_t>(seen, 1);
    const std::int64_t cost = std::min(expected * cost_of_row(walk), kMostCounted);
    const auto found = TRY(cheapest(cost / kSorted));
    if (found && found->cost * kSorted < cost)
      return keep(wish, {found->path}, TRY(run(found->path, wish)));
    if (seen >= kTelling) break;
  }
  if (expected * cost_of_row(walk) < cost_of_scan()) {
    walk.budget = kSlack * expected;
    Attempt attempt = TRY(this->attempt(walk, wish));
    if (attempt.done) return keep_walk(wish, walk, std::move(attempt));
  }
  const AccessPath path = TRY(gather(keys()));
  return keep(wish, {path}, TRY(run(path, wish)));
}

// The way of the last time, if it still is a good one.
Result<std::optional<FoundIds>> Planner::repeat(const PageWish& wish) {
  if (!memory_) return std::nullopt;
  const std::string question = plan_question(conditions_, order_, rights_, wish);
  const auto plan = memory_->find(question);
  if (!plan) return std::nullopt;
  if (plan->path.kind != Kind::walk) return TRY(run(plan->path, wish));
  Attempt attempt = TRY(retrace(*plan, wish));
  if (attempt.done) return std::move(attempt.found);
  memory_->forget(question);
  return std::nullopt;
}

// As far as the walk went the last time. SQLite tests rows much faster when it need not count them,
// and counts its steps anyway.
Result<Planner::Attempt> Planner::retrace(const PlanMemory::Plan& plan, const PageWish& wish) {
  AccessPath walk = plan.path;
  if (connection_.engine() == storage::Engine::postgres) {
    walk.budget = plan.rows;
    return attempt(walk, wish);
  }
  walk.budget = 0;
  walk.steps = std::max<std::uint64_t>(kSlack * plan.steps, 1);
  FoundIds found = TRY(run(walk, wish));
  const bool done = found.whole;
  return Attempt{std::move(found), done};
}

Result<FoundIds> Planner::keep_walk(const PageWish& wish, const AccessPath& walk, Attempt attempt) {
  return keep(wish, {walk, walk.budget, attempt.steps}, std::move(attempt.found));
}

Result<FoundIds> Planner::keep(const PageWish& wish, const PlanMemory::Plan& plan, FoundIds found) {
  if (memory_) memory_->keep(plan_question(conditions_, order_, rights_, wish), plan);
  return found;
}

std::int64_t Planner::cost_of_row(const AccessPath& path) const {
  return stays_in_index(conditions_, order_, rights_, path) ? 1 : kLookedUp;
}

std::int64_t Planner::cost_of_scan() const {
  const Scope& scope = rights_.scope(*conditions_.object);
  return std::max(scope.estimated_rows, scope.object_rows) * kScanned;
}

// Walks as far as the budget goes. Done when the page is full, or there is nothing behind it.
Result<Planner::Attempt> Planner::attempt(const AccessPath& walk, const PageWish& wish) {
  const std::uint64_t before = connection_.steps();
  Attempt attempt{TRY(run(walk, wish)), true};
  attempt.steps = connection_.steps() - before;
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
  if (const auto path = by_scope()) paths.push_back(*path);
  return paths;
}

// All that the reader may see. By classes alone: along the index that holds most of what is asked.
std::optional<AccessPath> Planner::by_scope() const {
  if (conditions_.ways.empty()) return std::nullopt;
  AccessPath path{.kind = Kind::scope};
  const auto first = conditions_.ways[0].index;
  if (conditions_.ways.size() > 1 || !first) return path;
  path.index = *first;
  for (std::size_t i = 0; i < conditions_.indexes.size(); ++i) {
    if (conditions_.indexes[i].columns[0] != conditions_.indexes[*first].columns[0]) continue;
    AccessPath other{.kind = Kind::scope, .index = i};
    if (cost_of_row(other) < cost_of_row(path)) path = other;
  }
  return path;
}

// The gather that costs least. Stops counting where a cheaper one is known.
Result<std::optional<Planner::Candidate>> Planner::cheapest(std::int64_t cap) {
  std::optional<Candidate> best;
  const Scope& scope = rights_.scope(*conditions_.object);
  for (const AccessPath& path : gathers()) {
    const std::int64_t row = cost_of_row(path);
    const std::int64_t most = (best ? best->cost : cap) / row + 1;
    // Of classes and shares the counters know without a look.
    const bool known = path.kind == Kind::scope && scope.estimated_rows > most;
    const std::int64_t cost = (known ? most : TRY(probe(path, {}, most))) * row;
    if (!best || cost < best->cost) best = Candidate{path, cost};
  }
  return best;
}

Result<AccessPath> Planner::gather(const std::vector<storage::Sql>& read) {
  const std::int64_t cap = std::clamp(cost_of_scan(), kMostCounted, kLookedUp * kMostCounted);
  const auto found = TRY(cheapest(cap));
  if (found && found->cost < cap) return found->path;
  return AccessPath{.kind = Kind::scan, .cover = covering_index(conditions_, rights_, read)};
}

std::vector<storage::Sql> Planner::keys() const {
  std::vector<storage::Sql> values;
  for (const OrderTerm& term : order_.terms) values.push_back(term.value);
  return values;
}

Result<std::int64_t> Planner::probe(const AccessPath& path, const PageWish& wish,
                                    std::int64_t cap) {
  const auto sql = probe_statement(conditions_, order_, rights_, path, wish, cap);
  return TRY(connection_.integer(sql)).value_or(0);
}

Result<FoundIds> Planner::run(const AccessPath& path, const PageWish& wish) {
  const bool tests_nothing = path.budget == 0 && path.steps == 0;
  const bool skips = wish.offset > 0 && tests_nothing;
  const bool begins = wish.offset == 0 && !wish.after;
  if (path.kind == Kind::walk && (skips || begins)) return by_segments(path, wish);
  FoundIds found;
  PageWish more = wish;
  ++more.limit;
  TRY(add(path, more, static_cast<std::size_t>(wish.limit), found));
  return found;
}

// A statement for each segment: passing rows on from segment to segment costs more than skipping
// them, and the first segment mostly fills the page.
Result<FoundIds> Planner::by_segments(AccessPath walk, PageWish wish) {
  FoundIds found;
  const auto wanted = static_cast<std::size_t>(wish.limit);
  const std::size_t count = segments(order_, wish.after, wish.backward).size();
  for (std::size_t i = 0; i < count && found.whole && found.ids.size() <= wanted; ++i) {
    walk.segment = i;
    wish.limit = static_cast<std::int64_t>(wanted + 1 - found.ids.size());
    TRY(add(walk, wish, wanted, found));
    if (!found.ids.empty()) {
      wish.offset = 0;
    } else if (wish.offset > 0 && i + 1 < count) {
      wish.offset -= TRY(probe(walk, wish, wish.offset));
    }
  }
  return found;
}

Result<void> Planner::add(const AccessPath& path, const PageWish& wish, std::size_t wanted,
                          FoundIds& found) {
  const auto sql = ids_statement(conditions_, order_, rights_, path, wish);
  const auto take = [&](const storage::Row& row) {
    found.ids.push_back(row.integer(0));
    if (found.ids.size() == 1) found.first = key_of(row, order_);
    if (found.ids.size() == wanted) found.last = key_of(row, order_);
    return true;
  };
  if (path.steps == 0) return connection_.each(sql, take);
  found.whole = TRY(storage::each_within(path.steps, connection_, sql, take));
  return {};
}

}  // namespace kontor::query
