#include "access/rules/lint.h"

#include <algorithm>
#include <map>

#include "access/rules/class_groups.h"
#include "access/rules/decide.h"
#include "access/rules/rule_catalogue.h"
#include "access/rules/truth_table.h"
#include "access/rules/ways.h"

namespace kontor::access {
namespace {

using query::Action;

// A rule on each object it is bound to, with its modes there.
using Bound = std::vector<std::pair<const ObjectRules*, const BoundRule*>>;

const std::vector<BoundRule>& of_kind(const ObjectRules& rules, RuleKind kind) {
  if (kind == RuleKind::limit) return rules.limits;
  if (kind == RuleKind::forbid) return rules.forbids;
  return kind == RuleKind::cap ? rules.caps : rules.allows;
}

class RuleLint {
 public:
  RuleLint(const std::vector<Rule>& rules, const RuleBook& book, Date today)
      : rules_(rules), today_(today) {
    for (const schema::Object& object : book.catalogue()->objects()) {
      const ObjectRules* of = book.of(object);
      for (const Rule& rule : rules_)
        for (const BoundRule& bound : of_kind(*of, rule.kind))
          if (bound.rule->name == rule.name) bound_[rule.name].emplace_back(of, &bound);
    }
  }

  std::vector<Finding> run() {
    for (const Rule& rule : rules_) {
      if (rule.kind == RuleKind::masks) continue;
      if (is_dead(rule)) {
        findings_.push_back({"dead", rule.name});
        continue;
      }
      // Of two that imply each other the later one is told.
      const auto end = rules_.end();
      const auto by = std::find_if(rules_.begin(), end, [&](const Rule& other) {
        return &other != &rule && implied(rule, other) && (&other < &rule || !implied(other, rule));
      });
      if (by != end) findings_.push_back({"implied", rule.name, by->name});
      const auto taker = std::find_if(rules_.begin(), end, [&](const Rule& other) {
        return rule.kind == RuleKind::allow && takes_all(other, rule);
      });
      if (taker != end) findings_.push_back({"emptied", rule.name, taker->name});
      if (by == end) find_bypass(rule);
    }
    return std::move(findings_);
  }

 private:
  bool is_dead(const Rule& rule) const {
    if (rule.until && *rule.until <= today_) return true;
    if (!rule.when || rule.kind == RuleKind::limit || rule.kind == RuleKind::cap) return false;
    const auto table = TruthTable::of({rule.when});
    return table && !table->possible({0}, {});
  }

  static bool covers(const std::vector<Audience>& more, const std::vector<Audience>& less) {
    return std::ranges::all_of(less, [&](const Audience& who) {
      return std::ranges::any_of(more, [&](const Audience& wide) {
        const bool any_head = wide.kind == Audience::Kind::head && wide.name.empty() &&
                              who.kind == Audience::Kind::head;
        return wide == who || wide.kind == Audience::Kind::all || any_head;
      });
    });
  }
  static bool always_valid(const Rule& rule, const Rule& as) {
    return (!rule.from || rule.from == as.from) && (!rule.until || rule.until == as.until);
  }
  bool on_all_objects_of(const Rule& rule, const Rule& other) const {
    const auto mine = bound_.find(rule.name), others = bound_.find(other.name);
    if (mine == bound_.end() || others == bound_.end()) return false;
    return std::ranges::all_of(mine->second, [&](const auto& entry) {
      return std::ranges::any_of(others->second,
                                 [&](const auto& more) { return more.first == entry.first; });
    });
  }

  bool shows_less(const Rule& rule, const Rule& other) const {
    for (const auto& [object, bound] : bound_.at(rule.name))
      for (const auto& [same, wider] : bound_.at(other.name)) {
        if (same != object) continue;
        for (std::size_t i = 0; i < bound->modes.size(); ++i)
          if (bound->modes[i] > wider->modes[i]) return false;
      }
    return true;
  }

  // Whatever `rule` does is done by `other` already.
  bool implied(const Rule& rule, const Rule& other) const {
    if (rule.kind != other.kind || rule.kind == RuleKind::cap || other.kind == RuleKind::masks)
      return false;
    if (!covers(other.audience, rule.audience) || !always_valid(other, rule) ||
        !on_all_objects_of(rule, other) || (rule.log && !other.log))
      return false;
    const auto table = TruthTable::of({rule.when, other.when});
    if (!table) return false;
    const bool limit = rule.kind == RuleKind::limit;
    if (limit ? table->possible({1}, {0}) : table->possible({0}, {1})) return false;
    if (limit && other.actions.empty()) return true;
    if (limit && rule.actions.empty()) return false;
    const bool grants = std::ranges::all_of(rule.actions, [&](Action action) {
      return std::ranges::any_of(other.actions, [&](Action wider) {
        return rule.kind == RuleKind::allow ? implies(wider, action) : bites(wider, action);
      });
    });
    return grants && (rule.kind != RuleKind::allow || shows_less(rule, other));
  }

  // A field the rule hides or masks, and another rule shows to the same people of the same records.
  void find_bypass(const Rule& rule) {
    if (rule.kind != RuleKind::allow || rule.fields.empty()) return;
    for (const Rule& other : rules_) {
      if (&other == &rule || other.kind != RuleKind::allow || !always_valid(other, rule) ||
          !covers(other.audience, rule.audience) || !grants_reading(other))
        continue;
      const auto table = TruthTable::of({rule.when, other.when});
      if (!table || table->possible({0}, {1})) continue;
      if (const auto found = shown_after_all(rule, other)) {
        findings_.push_back({"bypassed", rule.name, other.name, found->first, found->second});
        return;
      }
    }
  }

  static bool grants_reading(const Rule& rule) {
    return std::ranges::any_of(rule.actions,
                               [](Action action) { return implies(action, Action::read); });
  }

  // Object and field, of those the rule itself says something about.
  std::optional<std::pair<std::string, std::string>> shown_after_all(const Rule& rule,
                                                                     const Rule& other) const {
    const auto mine = bound_.find(rule.name), others = bound_.find(other.name);
    if (mine == bound_.end() || others == bound_.end()) return std::nullopt;
    for (const auto& [object, bound] : mine->second)
      for (const auto& [same, wider] : others->second) {
        if (same != object) continue;
        for (std::size_t i = 0; i < bound->modes.size(); ++i) {
          const schema::Field& field = object->object->fields[i];
          const bool said = std::ranges::any_of(rule.fields, [&](const FieldMode& one) {
            return one.field_class ? *one.field_class == field.field_class
                                   : one.field == field.name;
          });
          if (said && bound->modes[i] < query::Mode::read && wider->modes[i] >= query::Mode::read)
            return std::pair(object->object->name, field.name);
        }
      }
    return std::nullopt;
  }

  bool takes_all(const Rule& taker, const Rule& allow) const {
    if (taker.kind != RuleKind::limit && taker.kind != RuleKind::forbid) return false;
    if (!covers(taker.audience, allow.audience) || !always_valid(taker, allow) ||
        !on_all_objects_of(allow, taker))
      return false;
    const bool all_actions = (taker.kind == RuleKind::limit && taker.actions.empty()) ||
                             std::ranges::all_of(allow.actions, [&](Action action) {
                               return std::ranges::any_of(taker.actions, [&](Action named) {
                                 return bites(named, action) && bites(named, lowest(action));
                               });
                             });
    if (!all_actions) return false;
    const auto table = TruthTable::of({allow.when, taker.when});
    if (!table) return false;
    return taker.kind == RuleKind::limit ? !table->possible({0, 1}, {})
                                         : !table->possible({0}, {1});
  }

  // The least that is granted along with an action.
  static Action lowest(Action action) {
    return implies(action, Action::see) ? Action::see : action;
  }

  const std::vector<Rule>& rules_;
  Date today_;
  std::map<std::string, Bound> bound_;
  std::vector<Finding> findings_;
};

// --- with the people there are

bool has_somebody(const Audience& who, const Everyone& everyone,
                  const std::set<std::string>& teams) {
  const OrganisationData& data = everyone.organisation().data();
  switch (who.kind) {
    case Audience::Kind::role: {
      const Role* role = everyone.organisation().role(who.name);
      return role && !everyone.organisation().members_of_role(role->id).empty();
    }
    case Audience::Kind::team:
      return teams.contains(who.name);
    case Audience::Kind::organisation:
      return std::ranges::any_of(data.units, [&](const Unit& unit) {
        return unit.kind == UnitKind::company && unit.name == who.name;
      });
    default:
      return true;
  }
}

// Whether somebody outside may export something, and by which rule.
void find_exports(const RuleBook& book, std::vector<Finding>& findings) {
  Principal outside;
  outside.standing = Principal::Standing::external;
  for (const schema::Object& object : book.catalogue()->objects()) {
    if (is_built_in(object)) continue;
    const Ways ways = ways_to(Action::export_data, *book.of(object), outside);
    const bool closed =
        std::ranges::any_of(ways.forbids, [](const BoundRule* forbid) { return !forbid->when; });
    if (!closed && !ways.ways.empty())
      findings.push_back({"external_export", ways.ways.front().rule->rule->name, {}, object.name});
  }
}

// The classes of an object, and which of them nobody was found to see.
struct Unseen {
  const ObjectRules* rules = nullptr;
  ClassColumns columns;
  std::vector<std::int64_t> counts;
  std::vector<bool> seen;
  std::size_t left = 0;
};

Result<Unseen> unseen_of(storage::Connection& connection, const ObjectRules& rules) {
  std::vector<AccessClass> classes;
  std::vector<std::int64_t> counts;
  TRY(connection.each({"SELECT id, owner, unit, territory, organisation, confidential, n "
                       "FROM kontor_class WHERE object = ? AND n > 0",
                       {std::int64_t{rules.object->id}}},
                      [&](const storage::Row& row) {
                        AccessClass one{.id = row.integer(0)};
                        for (int i = 0; i < 5; ++i)
                          one.key[static_cast<std::size_t>(i)] = row.integer(i + 1);
                        classes.push_back(one);
                        counts.push_back(row.integer(6));
                        return true;
                      }));
  const std::size_t count = classes.size();
  return Unseen{&rules, ClassColumns(std::move(classes)), std::move(counts),
                std::vector<bool>(count), count};
}

// Takes out what the person may see, or some of it: what single rows decide counts for a rule that
// allows, and as no obstacle where it stands against.
void take_out(Unseen& unseen, const Principal& principal) {
  std::vector<const expr::Checked*> conditions;
  std::map<const BoundRule*, std::size_t> places;
  for (const auto* some : {&unseen.rules->allows, &unseen.rules->limits, &unseen.rules->forbids})
    for (const BoundRule& rule : *some) {
      if (!rule.when || !principal.concerned_by(*rule.rule)) continue;
      places[&rule] = conditions.size();
      conditions.push_back(&*rule.when);
    }
  const ClassGroups groups =
      group_classes(unseen.columns, conditions, principal.bindings, Shared::unknown);
  std::vector<bool> sees;
  for (const std::string& truth : groups.truths)
    sees.push_back(allowed(Action::see, *unseen.rules, principal, [&](const BoundRule& rule) {
      if (!rule.when) return true;
      const char letter = truth[places.at(&rule)];
      return letter == kYes || (letter == kOpen && rule.rule->kind != RuleKind::forbid);
    }));
  for (std::size_t i = 0; i < unseen.seen.size(); ++i)
    if (!unseen.seen[i] && sees[groups.of[i]]) {
      unseen.seen[i] = true;
      --unseen.left;
    }
}

}  // namespace

std::vector<Finding> lint_rules(const std::vector<Rule>& rules, const RuleBook& book, Date today) {
  return RuleLint(rules, book, today).run();
}

Result<std::vector<Finding>> lint_people(const std::vector<Rule>& rules, const RuleBook& book,
                                         const Everyone& everyone,
                                         storage::Connection& connection) {
  std::vector<Finding> findings;
  std::set<std::string> teams;
  TRY(connection.each({"SELECT DISTINCT t.title FROM o_team t JOIN kontor_team_member m "
                       "ON m.team_id = t.id WHERE t.deleted_at IS NULL",
                       {}},
                      [&](const storage::Row& row) {
                        teams.emplace(row.text(0));
                        return true;
                      }));
  for (const Rule& rule : rules)
    for (const Audience& who : rule.audience)
      if (!has_somebody(who, everyone, teams))
        findings.push_back({"empty_audience", rule.name, {}, {}, who.name});
  find_exports(book, findings);

  std::vector<Unseen> all;
  for (const schema::Object& object : book.catalogue()->objects())
    if (!is_built_in(object)) all.push_back(TRY(unseen_of(connection, *book.of(object))));
  for (const Candidate& person : everyone.people()) {
    if (std::ranges::all_of(all, [](const Unseen& unseen) { return unseen.left == 0; })) break;
    const auto one = everyone.one(person.id);
    for (Unseen& unseen : all)
      if (unseen.left) take_out(unseen, one.principal);
  }
  for (const Unseen& unseen : all) {
    std::int64_t records = 0;
    for (std::size_t i = 0; i < unseen.counts.size(); ++i)
      if (!unseen.seen[i]) records += unseen.counts[i];
    if (records) findings.push_back({"unseen", {}, {}, unseen.rules->object->name, {}, records});
  }
  return findings;
}

}  // namespace kontor::access
