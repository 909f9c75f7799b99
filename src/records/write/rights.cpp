#include "records/write/rights.h"

#include <algorithm>

#include "query/for_action.h"
#include "query/modes.h"
#include "query/rights.h"
#include "storage/dialect.h"

namespace kontor::records {

using query::Action;
using query::FieldModes;
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

Result<void> ask_rows(Run& run, const schema::Object& object, Action action,
                      std::vector<std::int64_t> ids, std::vector<std::int64_t>& answer) {
  query::ForAction source(*run.rights, object, action);
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

namespace {

void strengthen(FieldModes& modes, const FieldModes& more) {
  for (std::size_t i = 0; i < more.size(); ++i) modes[i] = std::max(modes[i], more[i]);
}

FieldModes class_modes(const Scope& scope, std::int64_t zk) {
  auto listed = std::ranges::lower_bound(scope.class_modes, zk, {},
                                         &std::pair<std::int64_t, std::size_t>::first);
  bool known = listed != scope.class_modes.end() && listed->first == zk;
  return scope.modes.at(known ? listed->second : 0);
}

}  // namespace

Result<std::vector<FieldModes>> field_modes(Run& run, const schema::Object& object,
                                            const std::vector<Facts>& records) {
  const Scope& scope = *TRY(scope_of(run, object, Action::edit));
  std::vector<FieldModes> all(records.size(), FieldModes(object.fields.size(), Mode::none));
  if (records.empty() || scope.modes.empty()) return all;

  if (scope.row_terms.empty()) {
    for (std::size_t i = 0; i < records.size(); ++i) {
      if (grants(scope, records[i].zk)) all[i] = class_modes(scope, records[i].zk);
      if (scope.shared && contains(*scope.shared, records[i].id))
        strengthen(all[i], scope.modes.at(scope.shared_modes));
    }
    return all;
  }
  query::ForAction source(*run.rights, object, Action::edit);
  query::Rights rights(source, run.tx->engine());
  TRY(rights.require(object));
  storage::Sql sql{"SELECT r.id", {}};
  int width = 1;
  const query::RowModes row_modes(object, "r", rights, 0, width, sql);
  std::vector<std::int64_t> ids;
  for (const auto& record : records) ids.push_back(record.id);
  sql << " FROM " << object.table << " r WHERE "
      << storage::Sql{storage::in_ints(run.tx->engine(), "r.id"), {make_set(std::move(ids))}};
  FieldModes scratch;
  TRY(run.tx->each(sql, [&](const storage::Row& row) {
    for (std::size_t i = 0; i < records.size(); ++i)
      if (records[i].id == row.integer(0)) all[i] = row_modes.of(row, scratch);
    return true;
  }));
  return all;
}

Result<FieldModes> modes_for_new(Run& run, const schema::Object& object, std::int64_t zk) {
  const Scope& scope = *TRY(scope_of(run, object, Action::create));
  FieldModes modes(object.fields.size(), Mode::none);
  if (scope.modes.empty()) return modes;
  if (grants(scope, zk)) strengthen(modes, class_modes(scope, zk));
  for (const auto& term : scope.row_terms) strengthen(modes, scope.modes.at(term.modes));
  return modes;
}

Result<void> renew_rights(Run& run) {
  run.scopes.clear();
  run.rights = TRY(run.workshop.rights(run.actor, *run.tx, run.shapes->catalogue()));
  return {};
}

}  // namespace kontor::records
