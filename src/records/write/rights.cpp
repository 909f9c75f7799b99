#include "records/write/rights.h"

#include <algorithm>

#include "query/rights.h"
#include "storage/dialect.h"

namespace kontor::records {

using query::Action;
using query::Mode;
using query::Scope;

bool contains(const std::vector<std::int64_t>& sorted, std::int64_t id) {
  return std::ranges::binary_search(sorted, id);
}

namespace {

// Asked once per run, object and action.
Result<const Scope*> scope_of(Run& run, const schema::Object& object, Action action) {
  auto& scope = run.scopes[{object.id, action}];
  if (!scope) scope = TRY(run.rights->scope(object, action));
  return scope.get();
}

// Limits and forbids of single rows can take away what a class grants.
bool rows_take_away(const Scope& scope) {
  return !scope.limits.empty() || !scope.forbids.empty();
}

bool grants(const Scope& scope, std::int64_t zk) {
  return scope.everything || (scope.classes && contains(*scope.classes, zk));
}

// Answers every action with the scope of one: the SQL of query/ then speaks of that action.
class OneAction final : public query::ScopeSource {
 public:
  OneAction(query::ScopeSource& source, Action action) : source_(source), action_(action) {}
  Result<query::ScopePtr> scope(const schema::Object& object, Action) override {
    return source_.scope(object, action_);
  }
  query::Abilities abilities(const schema::Object& object,
                             const query::RecordFacts& record) override {
    return source_.abilities(object, record);
  }
  bool may(const schema::Object& object, Action action) override {
    return source_.may(object, action);
  }
  const expr::Bindings& bindings() const override { return source_.bindings(); }
  std::uint64_t fingerprint() const override { return source_.fingerprint(); }

 private:
  query::ScopeSource& source_;
  Action action_;
};

Result<void> ask_rows(Run& run, const schema::Object& object, Action action,
                      std::vector<std::int64_t> ids, std::vector<std::int64_t>& answer) {
  OneAction source(*run.rights, action);
  query::Rights rights(source, run.tx->engine());
  TRY(rights.require(object));
  storage::Sql sql{"SELECT r.id FROM " + object.table + " r WHERE " +
                       storage::in_ints(run.tx->engine(), "r.id") + " AND (",
                   {make_set(std::move(ids))}};
  sql << rights.in_scope(object, "r") << ")";
  return run.tx->each(sql, [&](const storage::Row& row) {
    answer.push_back(row.integer(0));
    return true;
  });
}

}  // namespace

Result<std::vector<std::int64_t>> admitted(Run& run, const schema::Object& object, Action action,
                                           const std::vector<Facts>& records) {
  const Scope& scope = *TRY(scope_of(run, object, action));
  std::vector<std::int64_t> answer, open;
  bool doubtful = rows_take_away(scope);
  for (const auto& record : records) {
    bool granted = grants(scope, record.zk) || (scope.shared && contains(*scope.shared, record.id));
    if (granted && !doubtful) {
      answer.push_back(record.id);
    } else if (doubtful || !scope.row_terms.empty()) {
      open.push_back(record.id);
    }
  }
  if (!open.empty()) TRY(ask_rows(run, object, action, std::move(open), answer));
  std::ranges::sort(answer);
  return answer;
}

Result<bool> class_admits(Run& run, const schema::Object& object, Action action, std::int64_t zk) {
  return grants(*TRY(scope_of(run, object, action)), zk);
}

Result<bool> rows_decide(Run& run, const schema::Object& object, Action action) {
  const Scope& scope = *TRY(scope_of(run, object, action));
  return rows_take_away(scope) || !scope.row_terms.empty() ||
         (scope.shared && !scope.shared->empty());
}

Result<Mode> field_mode(Run& run, const schema::Object& object, int field, const Facts& record) {
  const Scope& scope = *TRY(scope_of(run, object, Action::edit));
  auto place = static_cast<std::size_t>(field);
  auto mode_in = [&](std::size_t modes) { return scope.modes.at(modes).at(place); };
  if (scope.modes.empty()) return Mode::none;
  auto listed = std::ranges::lower_bound(scope.class_modes, record.zk, {},
                                         &std::pair<std::int64_t, std::size_t>::first);
  bool known = listed != scope.class_modes.end() && listed->first == record.zk;
  Mode mode = mode_in(known ? listed->second : 0);
  if (scope.shared && contains(*scope.shared, record.id))
    mode = std::max(mode, mode_in(scope.shared_modes));
  return mode;
}

Result<void> renew_rights(Run& run) {
  run.scopes.clear();
  run.rights = TRY(run.workshop.rights(run.actor, *run.tx, run.shapes->catalogue()));
  return {};
}

}  // namespace kontor::records
