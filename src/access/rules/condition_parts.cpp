#include "access/rules/condition_parts.h"

#include "access/rules/rule_catalogue.h"
#include "base/zone.h"
#include "expr/parse.h"
#include "query/rights.h"

namespace kontor::access {
namespace {

using expr::Op;
using schema::Language;

bool is_connective(Op op) {
  return op == Op::logical_and || op == Op::logical_or || op == Op::logical_not;
}

std::string day(Instant at, const std::string& zone, Language language) {
  const Date date = TimeZone::find(zone).value_or(TimeZone::utc()).date_of(at);
  if (language == Language::en) return to_string(date);
  const CivilDate parts = civil(date);
  const auto two = [](int n) { return (n < 10 ? "0" : "") + std::to_string(n); };
  return two(parts.day) + '.' + two(parts.month) + '.' + std::to_string(parts.year);
}

}  // namespace

Result<ConditionPart> ConditionParts::of(const Rule& rule, const expr::Checked& condition) {
  return part(rule.when, condition.root, condition);
}

Result<ConditionPart> ConditionParts::part(const expr::Ast& tree, const expr::CheckedPtr& node,
                                           const expr::Checked& whole) {
  ConditionPart made{.text = text_of(tree)};
  expr::Checked one = whole;
  one.root = node;
  const auto context = query::rule_context(connection_.engine(), rights_.bindings());
  storage::Sql sql{"SELECT CASE WHEN ", {}};
  sql << condition_sql(one, context, "r") << " THEN 1 ELSE 0 END FROM " << object_.table
      << storage::Sql{" r WHERE r.id = ?", {record_.value}};
  made.holds = TRY(connection_.integer(sql)).value_or(0) == 1;
  if (!is_connective(node->op) || tree->op != node->op ||
      tree->children.size() != node->children.size()) {
    if (made.holds) made.note = TRY(note(*node));
    return made;
  }
  for (std::size_t i = 0; i < node->children.size(); ++i)
    made.parts.push_back(TRY(part(tree->children[i], node->children[i], whole)));
  return made;
}

std::string ConditionParts::text_of(const expr::Ast& tree) const {
  if (language_ == Language::en) return expr::render(tree);
  const schema::Catalogue& catalogue = *rights_.book().catalogue();
  return expr::render_surface(tree, language_, catalogue, object_);
}

// Whom the record belongs to, and since when what it lies in is the asker's.
Result<std::string> ConditionParts::note(const expr::CheckedNode& node) {
  const bool german = language_ == Language::de;
  const Principal& principal = rights_.principal();
  const auto said = [&](Instant at) { return day(at, principal.bindings.zone, language_); };
  if (node.op == Op::shared) {
    const auto until = TRY(connection_.integer(
        {"SELECT max(COALESCE(until_at, 0)) FROM kontor_share WHERE record = ?", {record_.value}}));
    if (!until || *until == 0) return std::string(german ? "geteilt" : "shared");
    return (german ? "geteilt bis " : "shared until ") + said(Instant{*until});
  }
  if (node.children.empty() || node.children[0]->path.size() != 1) return std::string();
  const auto field = class_field(*node.children[0]->path[0].field);
  if (!field || *field == ClassField::confidential) return std::string();
  static constexpr const char* kColumns[] = {"owner", "unit", "territory", "organisation"};
  const auto id =
      TRY(connection_.integer({std::string("SELECT ") + kColumns[static_cast<int>(*field)] +
                                   " FROM " + object_.table + " WHERE id = ?",
                               {record_.value}}));
  if (!id) return std::string();
  const Organisation& organisation = rights_.organisation();
  if (*field == ClassField::unit || *field == ClassField::organisation) {
    const Unit* unit = organisation.unit(*id);
    return unit ? unit->name : std::string();
  }
  if (*field == ClassField::owner)
    return TRY(connection_.text({"SELECT title FROM o_user WHERE id = ?", {*id}})).value_or("");
  const Territory* territory = organisation.territory(*id);
  std::string text = territory ? territory->name : std::string();
  for (const Holding& holding : organisation.data().holdings) {
    const bool mine = holding.territory == *id && holding.user == principal.bindings.me &&
                      holding.span.contains(Instant{rights_.bindings().now});
    if (!mine || holding.span.from <= 0) continue;
    return text + (german ? " gehört dir seit " : " is yours since ") +
           said(Instant{holding.span.from});
  }
  return text;
}

}  // namespace kontor::access
