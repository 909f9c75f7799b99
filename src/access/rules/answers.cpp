#include "access/rules/answers.h"

#include <algorithm>
#include <map>

#include "access/rules/condition_parts.h"
#include "access/rules/decide.h"
#include "query/rights.h"

namespace kontor::access {
namespace {

using query::Action;
using query::Mode;

// The rules that have a say, in the order in which they are told.
std::vector<const BoundRule*> concerning(const ObjectRules& rules, const Principal& principal,
                                         Action action) {
  std::vector<const BoundRule*> all;
  const auto add = [&](const std::vector<BoundRule>& some, bool allows) {
    for (const BoundRule& rule : some) {
      const bool says = allows ? rule.grants(action) : rule.bites(action);
      if (says && principal.concerned_by(*rule.rule)) all.push_back(&rule);
    }
  };
  add(rules.allows, true);
  add(rules.limits, false);
  add(rules.forbids, false);
  return all;
}

Explanation verdict_of(const std::vector<const BoundRule*>& concerned, const RecordTruth& truth,
                       const Principal& principal, Action action) {
  Explanation answer;
  bool opposed = false;
  for (const BoundRule* rule : concerned) {
    const bool holds = truth.at(rule);
    const RuleKind kind = rule->rule->kind;
    answer.reasons.push_back({kind, rule->rule->name, rule->rule->because, holds});
    if (kind == RuleKind::allow) answer.allowed |= holds;
    if (kind == RuleKind::limit) opposed |= !holds;
    if (kind == RuleKind::forbid) opposed |= holds;
  }
  const bool writes = action != Action::see && action != Action::read && action != Action::count &&
                      action != Action::export_data;
  if (opposed || (writes && !principal.writes)) answer.allowed = false;
  if (principal.standing == Principal::Standing::nobody) answer.allowed = false;
  for (Reason& reason : answer.reasons) {
    const bool against = (reason.kind == RuleKind::limit && !reason.holds) ||
                         (reason.kind == RuleKind::forbid && reason.holds);
    reason.decides = answer.allowed ? reason.kind == RuleKind::allow && reason.holds : against;
  }
  return answer;
}

// Which rule shows the field as much as it is shown, and which cap shows less of it.
FieldReason field_reason(const ObjectRules& rules, const Principal& principal, const Holds& holds,
                         std::size_t place, Mode mode) {
  FieldReason reason{rules.object->fields[place].name, mode, {}, {}};
  Mode most = Mode::none;
  for (const BoundRule& rule : rules.allows) {
    if (!rule.grants(Action::see) || !principal.concerned_by(*rule.rule) || !holds(rule)) continue;
    if (!reason.rule.empty() && rule.modes[place] <= most) continue;
    most = rule.modes[place];
    reason.rule = rule.rule->name;
  }
  for (const BoundRule& cap : rules.caps) {
    const bool lifted = cap.when && holds(cap);
    if (!principal.concerned_by(*cap.rule) || lifted || cap.modes[place] >= most) continue;
    most = cap.modes[place];
    reason.cap = cap.rule->name;
  }
  return reason;
}

}  // namespace

Result<RecordTruth> truth_of(const std::vector<const BoundRule*>& rules, const Principal& principal,
                             const expr::Bindings& bindings, storage::Connection& connection,
                             const schema::Object& object, RecordId record) {
  const auto context = query::rule_context(connection.engine(), bindings);
  storage::Sql sql{"SELECT r.id", {}};
  for (const BoundRule* rule : rules) {
    sql << ", CASE WHEN ";
    if (!principal.concerned_by(*rule->rule))
      sql << "FALSE";
    else if (rule->when)
      sql << condition_sql(*rule->when, context, "r");
    else
      sql << "TRUE";
    sql << " THEN 1 ELSE 0 END";
  }
  sql << storage::Sql{" FROM " + object.table + " r WHERE r.deleted_at IS NULL AND r.id = ?",
                      {record.value}};
  std::optional<RecordTruth> truth;
  TRY(connection.each(sql, [&](const storage::Row& row) {
    int column = 0;
    truth.emplace();
    for (const BoundRule* rule : rules) (*truth)[rule] = row.integer(++column) == 1;
    return true;
  }));
  if (!truth) return fail(Code::not_found, "record.not_found");
  return *std::move(truth);
}

std::vector<const BoundRule*> all_rules(const ObjectRules& rules) {
  std::vector<const BoundRule*> all;
  for (const auto* some : {&rules.allows, &rules.limits, &rules.forbids, &rules.caps})
    for (const BoundRule& rule : *some) all.push_back(&rule);
  return all;
}

Result<Explanation> explain(RuleRights& rights, storage::Connection& connection,
                            const schema::Object& object, Action action, RecordId record) {
  static const ObjectRules kNone;
  const ObjectRules* rules = rights.book().of(object);
  return explain(rules ? *rules : kNone, rights.principal(), rights.bindings(), connection, object,
                 action, record);
}

Result<Explanation> explain(const ObjectRules& rules, const Principal& principal,
                            const expr::Bindings& bindings, storage::Connection& connection,
                            const schema::Object& object, Action action, RecordId record) {
  const auto concerned = concerning(rules, principal, action);
  const auto truth = TRY(truth_of(concerned, principal, bindings, connection, object, record));
  return verdict_of(concerned, truth, principal, action);
}

Result<Explanation> explain_fully(RuleRights& rights, storage::Connection& connection,
                                  const schema::Object& object, Action action, RecordId record,
                                  schema::Language language) {
  Explanation answer = TRY(explain(rights, connection, object, action, record));
  const ObjectRules* rules = rights.book().of(object);
  if (!rules) return answer;
  const Principal& principal = rights.principal();
  const auto concerned = concerning(*rules, principal, action);
  ConditionParts parts(rights, connection, object, record, language);
  for (std::size_t i = 0; i < concerned.size(); ++i)
    if (concerned[i]->when)
      answer.reasons[i].condition = TRY(parts.of(*concerned[i]->rule, *concerned[i]->when));
  if (!answer.allowed || (action != Action::see && action != Action::read)) return answer;

  const auto truth =
      TRY(truth_of(all_rules(*rules), principal, rights.bindings(), connection, object, record));
  const Holds holds = [&](const BoundRule& rule) { return truth.at(&rule); };
  const auto shown = modes(*rules, principal, holds);
  for (std::size_t i = 0; i < shown.size(); ++i)
    if (!object.fields[i].archived)
      answer.fields.push_back(field_reason(*rules, principal, holds, i, shown[i]));
  return answer;
}

}  // namespace kontor::access
