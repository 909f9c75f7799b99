#include "access/unit_rules.h"

#include <algorithm>

#include "access/administrators.h"
#include "access/rules/decide.h"
#include "access/rules/everyone.h"
#include "access/rules/impact_object.h"
#include "access/rules/rule_catalogue.h"
#include "access/rules/store.h"
#include "query/path.h"

namespace kontor::access {
namespace {

bool heads(const Organisation& organisation, Id user, Id unit, Instant at) {
  return std::ranges::any_of(organisation.headed_units(user, at),
                             [&](Id headed) { return organisation.is_below(unit, headed); });
}

// Classes the unit and what is below may have: those there are, and one of each unit that says
// nothing else, for records to come.
Result<std::vector<AccessClass>> classes_below(const Organisation& organisation, Id unit,
                                               storage::Connection& connection, int object) {
  std::vector<AccessClass> classes;
  TRY(connection.each({"SELECT id, owner, unit, territory, organisation, confidential "
                       "FROM kontor_class WHERE object = ?",
                       {std::int64_t{object}}},
                      [&](const storage::Row& row) {
                        if (!organisation.is_below(row.integer(2), unit)) return true;
                        AccessClass one{.id = row.integer(0)};
                        for (int i = 0; i < 5; ++i)
                          one.key[static_cast<std::size_t>(i)] = row.integer(i + 1);
                        classes.push_back(one);
                        return true;
                      }));
  for (const Id below : organisation.units_below(unit)) {
    AccessClass one;
    one.key[static_cast<std::size_t>(ClassField::unit)] = below;
    const Unit* found = organisation.unit(below);
    one.key[static_cast<std::size_t>(ClassField::organisation)] = found ? found->company : 0;
    classes.push_back(one);
  }
  return classes;
}

// What the writer surely has on all records of the class.
class Sure {
 public:
  Sure(const ObjectRules& rules, const Principal& writer) : rules_(rules), writer_(writer) {}

  bool covers(const BoundRule& given, const AccessClass& one) const {
    const Holds holds = sure(one);
    for (const query::Action action : kAllActions)
      if (given.grants(action) && !allowed(action, rules_, writer_, holds)) return false;
    const auto shown = modes(rules_, writer_, holds);
    for (std::size_t i = 0; i < shown.size(); ++i)
      if (given.modes[i] > shown[i] && !rules_.object->fields[i].read_only) return false;
    return true;
  }

  // Books have catalogues of their own: a field is known by its name.
  bool reads(const std::string& name, const AccessClass& one) const {
    const schema::Field* field = rules_.object->field(name);
    const Holds holds = sure(one);
    if (!field || !allowed(query::Action::see, rules_, writer_, holds)) return false;
    return modes(rules_, writer_, holds)[query::place_of(*rules_.object, *field)] >=
           query::Mode::read;
  }

 private:
  Holds sure(const AccessClass& one) const {
    return [this, &one](const BoundRule& rule) {
      if (!rule.when) return true;
      const Verdict verdict = ClassTest(*rule.when, writer_.bindings).of(one);
      const bool against = rule.rule->kind == RuleKind::forbid;
      return verdict == Verdict::yes || (against && verdict == Verdict::open);
    };
  }

  const ObjectRules& rules_;
  const Principal& writer_;
};

// Other records than people and units, which the condition looks at by way of the record.
bool looks_elsewhere(const expr::CheckedNode& node, const schema::Catalogue& catalogue) {
  for (const expr::Step& step : node.path) {
    const schema::Object* target = step.field ? query::target_of(*step.field, catalogue) : nullptr;
    const bool ends = &step == &node.path.back() && node.op == expr::Op::path;
    if (target && !ends && !is_built_in(*target)) return true;
  }
  return std::ranges::any_of(node.children, [&](const expr::CheckedPtr& child) {
    return looks_elsewhere(*child, catalogue);
  });
}

// Whose record it is and where it lies decides about every rule and is known to who heads them.
bool asks_only_what_is_read(const expr::Checked& when, const Sure& sure,
                            const std::vector<AccessClass>& classes) {
  if (looks_elsewhere(*when.root, *when.catalogue)) return false;
  return std::ranges::all_of(when.uses, [&](const expr::FieldUse& use) {
    if (is_built_in(*use.object) || class_field(*use.field)) return true;
    return std::ranges::all_of(
        classes, [&](const AccessClass& one) { return sure.reads(use.field->name, one); });
  });
}

}  // namespace

Result<void> require_rule_writer(const Access& access, const query::ScopeSource& rights,
                                 std::int64_t unit, bool changes) {
  const auto* asker = dynamic_cast<const RuleRights*>(&rights);
  if (!unit || !asker || asker->has_role("administrator"))
    return require_administrator(rights, changes);
  const bool head =
      !asker->is_viewing() &&
      heads(asker->organisation(), asker->principal().bindings.me, unit, access.clock().now());
  if (!head) return fail(Code::forbidden, "access.unit");
  if (changes && !asker->principal().writes) return fail(Code::forbidden, "login.read_only");
  return {};
}

Result<void> check_unit_rules(const Access& access, const RuleRights& writer,
                              const std::vector<Rule>& rules, std::int64_t unit,
                              storage::Connection& connection,
                              const schema::CataloguePtr& catalogue) {
  if (!unit) return {};
  if (!writer.organisation().unit(unit)) return fail(Code::not_found, "record.not_found");
  for (const Rule& rule : rules)
    if (rule.kind == RuleKind::limit || rule.kind == RuleKind::masks || rule.block)
      return fail(Code::invalid, "rule.unit_kind", {{"name", rule.name}}, rule.name);
  if (writer.has_role("administrator")) return {};
  const auto without =
      TRY(RuleBook::make(TRY(beside_others(connection, *catalogue, {}, unit)), catalogue));
  std::vector<Rule> written = rules;
  for (Rule& rule : written) rule.unit = unit;
  const auto given = TRY(RuleBook::make(written, catalogue));
  const auto everyone = TRY(Everyone::load(connection, without->sets(), access.clock().now()));
  const auto me = everyone.one(RecordId{writer.principal().bindings.me});
  for (const schema::Object& object : catalogue->objects()) {
    if (is_built_in(object)) continue;
    const Sure sure(*without->of(object), me.principal);
    const auto classes = TRY(classes_below(everyone.organisation(), unit, connection, object.id));
    const ObjectRules& own = *given->of(object);
    for (const auto* some : {&own.allows, &own.forbids, &own.caps})
      for (const BoundRule& rule : *some)
        if (!is_share(rule) && rule.when && !asks_only_what_is_read(*rule.when, sure, classes))
          return fail(Code::invalid, "rule.not_read", {{"name", rule.rule->name}}, rule.rule->name);
    for (const BoundRule& rule : own.allows) {
      if (is_share(rule)) continue;
      const bool has = std::ranges::all_of(
          classes, [&](const AccessClass& one) { return sure.covers(rule, one); });
      if (!has)
        return fail(Code::invalid, "rule.not_yours", {{"name", rule.rule->name}}, rule.rule->name);
    }
  }
  return {};
}

}  // namespace kontor::access
