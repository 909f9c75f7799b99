#include "access/rules/answers.h"

#include "query/rights.h"

namespace kontor::access {
namespace {

using query::Action;

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

}  // namespace

Result<Explanation> explain(RuleRights& rights, storage::Connection& connection,
                            const schema::Object& object, Action action, RecordId record) {
  const ObjectRules* rules = rights.book().of(object);
  Explanation answer;
  const auto concerned =
      rules ? concerning(*rules, rights.principal(), action) : std::vector<const BoundRule*>();
  const query::Rights context(rights, connection.engine());
  storage::Sql sql{"SELECT r.id", {}};
  for (const BoundRule* rule : concerned) {
    sql << ", CASE WHEN ";
    if (rule->when)
      sql << condition_sql(*rule->when, context.rule_context(), "r");
    else
      sql << "TRUE";
    sql << " THEN 1 ELSE 0 END";
  }
  sql << storage::Sql{" FROM " + object.table + " r WHERE r.deleted_at IS NULL AND r.id = ?",
                      {record.value}};
  bool found = false;
  TRY(connection.each(sql, [&](const storage::Row& row) {
    found = true;
    int column = 0;
    for (const BoundRule* rule : concerned)
      answer.reasons.push_back(
          {rule->rule->kind, rule->rule->name, rule->rule->because, row.integer(++column) == 1});
    return true;
  }));
  if (!found) return fail(Code::not_found, "record.not_found");
  bool opposed = false;
  for (const Reason& reason : answer.reasons) {
    if (reason.kind == RuleKind::allow) answer.allowed |= reason.holds;
    if (reason.kind == RuleKind::limit) opposed |= !reason.holds;
    if (reason.kind == RuleKind::forbid) opposed |= reason.holds;
  }
  const bool writes = action != Action::see && action != Action::read && action != Action::count &&
                      action != Action::export_data;
  if (opposed || (writes && !rights.principal().writes)) answer.allowed = false;
  if (rights.principal().standing == Principal::Standing::nobody) answer.allowed = false;
  return answer;
}

}  // namespace kontor::access
