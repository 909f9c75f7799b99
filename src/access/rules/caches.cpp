#include "access/rules/caches.h"

#include <algorithm>

#include "access/organisation/migrations.h"
#include "access/rules/shares.h"
#include "access/rules/store.h"
#include "base/zone.h"
#include "storage/dialect.h"

namespace kontor::access {
namespace {

constexpr std::size_t kMostPrincipals = 5'000;
constexpr std::size_t kMostClasses = 2'000'000;  // 16 MB

Instant end_of_day(Instant at, const std::string& zone) {
  const TimeZone place = TimeZone::find(zone).value_or(TimeZone::utc());
  const Date today = place.date_of(at);
  // Early by less than an hour where clocks change; that costs a little work, no more.
  Instant end{at.micros + kMicrosPerDay};
  for (std::int64_t step = kMicrosPerDay / 2; step > kMicrosPerSecond; step /= 2)
    if (place.date_of({end.micros - step}) != today) end.micros -= step;
  return end;
}

Result<std::vector<std::string>> team_names(storage::Connection& connection, const Ids& teams) {
  std::vector<std::string> names;
  if (teams.empty()) return names;
  const storage::Sql sql{"SELECT title FROM o_team WHERE deleted_at IS NULL AND " +
                             storage::in_ints(connection.engine(), "id"),
                         {std::make_shared<const Ids>(teams)}};
  TRY(connection.each(sql, [&](const storage::Row& row) {
    names.emplace_back(row.text(0));
    return true;
  }));
  return names;
}

}  // namespace

bool is_committed(const storage::Connection& connection) {
  return dynamic_cast<const storage::Transaction*>(&connection) == nullptr;
}

Result<RightsEpochs> rights_epochs(storage::Connection& connection) {
  RightsEpochs epochs;
  TRY(connection.each({"SELECT name, value FROM kontor_epoch", {}}, [&](const storage::Row& row) {
    if (row.text(0) == kOrganisationEpoch) epochs.organisation = row.integer(1);
    if (row.text(0) == "rules") epochs.rules = row.integer(1);
    if (row.text(0) == "shares") epochs.shares = row.integer(1);
    return true;
  }));
  return epochs;
}

Result<RuleBookPtr> RuleBooks::of(storage::Connection& connection,
                                  const schema::CataloguePtr& catalogue, std::int64_t epoch) {
  {
    std::lock_guard lock(mutex_);
    if (current_ && current_->epoch() == epoch &&
        current_->catalogue()->version() == catalogue->version())
      return current_;
  }
  auto book = RuleBook::make_safe(TRY(load_rules(connection, *catalogue)), catalogue, epoch);
  if (!is_committed(connection)) return book;
  std::lock_guard lock(mutex_);
  const bool newer = !current_ || current_->epoch() < epoch ||
                     current_->catalogue()->version() < catalogue->version();
  if (newer) current_ = book;
  return book;
}

Result<ClassList> ClassLists::of(storage::Connection& connection, int object) {
  ClassList known;
  {
    std::lock_guard lock(mutex_);
    known = lists_[object];
  }
  const std::int64_t last = known && !known->empty() ? known->back().id : 0;
  std::vector<AccessClass> more;
  TRY(connection.each({"SELECT id, owner, unit, territory, organisation, confidential "
                       "FROM kontor_class WHERE object = ? AND id > ? ORDER BY id",
                       {std::int64_t{object}, last}},
                      [&](const storage::Row& row) {
                        AccessClass one{.id = row.integer(0)};
                        for (int i = 0; i < 5; ++i)
                          one.key[static_cast<std::size_t>(i)] = row.integer(i + 1);
                        more.push_back(one);
                        return true;
                      }));
  if (known && more.empty()) return known;
  std::vector<AccessClass> all = known ? *known : std::vector<AccessClass>();
  all.insert(all.end(), more.begin(), more.end());
  auto list = std::make_shared<const std::vector<AccessClass>>(std::move(all));
  if (!is_committed(connection)) return list;
  std::lock_guard lock(mutex_);
  ClassList& kept = lists_[object];
  if (!kept || kept->size() < list->size()) kept = list;
  return list;
}

Result<Principals::Ptr> Principals::of(storage::Connection& connection, const Asker& asker,
                                       const Organisation& organisation, const RuleBook& book,
                                       std::int64_t shares_epoch) {
  const Key key{asker.user,   asker.active, asker.may_write,
                asker.zone,   asker.key,    organisation.epoch(),
                book.epoch(), shares_epoch, book.catalogue()->version()};
  {
    std::lock_guard lock(mutex_);
    const auto found = entries_.find(key);
    if (found != entries_.end() && found->second.from <= asker.at && asker.at < found->second.until)
      return found->second.principal;
  }
  const SharedRecords shared = TRY(shared_with(connection, organisation, asker.user, asker.at));
  const auto teams = TRY(team_names(connection, organisation.teams_of(asker.user)));
  auto principal = std::make_shared<const Principal>(
      make_principal(asker, organisation, book.sets(), shared, teams));
  if (!is_committed(connection)) return principal;
  const Instant until = std::min(
      {organisation.next_change(asker.at), shared.next_change, end_of_day(asker.at, asker.zone)});
  std::lock_guard lock(mutex_);
  if (entries_.size() >= kMostPrincipals) entries_.clear();
  entries_[key] = {principal, asker.at, until};
  return principal;
}

std::shared_ptr<const query::Scope> Scopes::find(const Key& key) {
  std::lock_guard lock(mutex_);
  const auto found = scopes_.find(key);
  return found == scopes_.end() ? nullptr : found->second;
}

void Scopes::keep(const Key& key, std::shared_ptr<const query::Scope> scope) {
  const std::size_t weight =
      100 + (scope->classes ? scope->classes->size() : 0) + 2 * scope->class_modes.size();
  std::lock_guard lock(mutex_);
  if (weight_ + weight > kMostClasses) {
    scopes_.clear();
    weight_ = 0;
  }
  weight_ += weight;
  scopes_[key] = std::move(scope);
}

}  // namespace kontor::access
