// The mistakes that could be made in each stage, planted one at a time.
#include <algorithm>

#include "access/rules/block.h"
#include "access/rules/block_rules.h"
#include "arena.h"
#include "expr/parse.h"

namespace kontor::access::testing {
namespace {

using expr::Ast;
using expr::CheckedNode;
using expr::CheckedPtr;
using expr::Node;
using expr::Op;
using query::Action;
using query::FieldModes;
using query::Mode;
using query::Scope;
using schema::FieldClass;

// --- Rules

Fault in_rules(std::string name, std::function<void(Rule&)> change) {
  return {.name = std::move(name), .rules = [change](std::vector<Rule>& rules) {
            for (Rule& rule : rules) change(rule);
          }};
}

Fault without(std::string name, RuleKind kind) {
  return {.name = std::move(name), .rules = [kind](std::vector<Rule>& rules) {
            std::erase_if(rules, [kind](const Rule& rule) { return rule.kind == kind; });
          }};
}

// Only the first of the kind counts.
Fault only_first(std::string name, RuleKind kind) {
  return {.name = std::move(name), .rules = [kind](std::vector<Rule>& rules) {
            bool seen = false;
            std::erase_if(rules, [&](const Rule& rule) {
              return rule.kind == kind && std::exchange(seen, true);
            });
          }};
}

Ast rebuilt(const Ast& tree, const std::function<void(Node&)>& change) {
  Node node = *tree;
  for (Ast& child : node.children) child = rebuilt(child, change);
  change(node);
  return std::make_shared<const Node>(std::move(node));
}

Fault in_conditions(std::string name, std::function<void(Node&)> change) {
  return in_rules(std::move(name), [change](Rule& rule) {
    if (rule.when) rule.when = rebuilt(rule.when, change);
  });
}

Fault op_for(std::string name, Op wrong, Op right) {
  return in_conditions(std::move(name), [=](Node& node) {
    if (node.op == right) node.op = wrong;
  });
}

Fault word_for(std::string name, std::string wrong, std::string right) {
  return in_conditions(std::move(name), [=](Node& node) {
    if (node.op == Op::mine && node.name == right) node.name = wrong;
  });
}

Fault action_for(std::string name, RuleKind kind, Action wrong, Action right) {
  return in_rules(std::move(name), [=](Rule& rule) {
    if (rule.kind == kind) std::ranges::replace(rule.actions, right, wrong);
  });
}

Fault audience_for(std::string name, Audience::Kind wrong, Audience::Kind right) {
  return in_rules(std::move(name), [=](Rule& rule) {
    for (Audience& who : rule.audience)
      if (who.kind == right) who.kind = wrong;
  });
}

std::vector<Fault> rule_faults() {
  std::vector<Fault> all = {
      without("limits are not asked", RuleKind::limit),
      without("forbids are not asked", RuleKind::forbid),
      without("caps are not asked", RuleKind::cap),
      only_first("only the first limit is asked", RuleKind::limit),
      only_first("only the first forbid is asked", RuleKind::forbid),
      only_first("only the first cap is asked", RuleKind::cap),
      only_first("only the first rule allows", RuleKind::allow),
      in_rules("a rule without a condition allows nothing",
               [](Rule& rule) {
                 if (rule.kind == RuleKind::allow && !rule.when) rule.when = *expr::parse("false");
               }),
      in_rules("a forbid holds when its condition does not",
               [](Rule& rule) {
                 if (rule.kind == RuleKind::forbid && rule.when)
                   rule.when = *expr::parse("not (" + expr::render(rule.when) + ")");
               }),
      in_rules("a cap is lifted when its exception does not hold",
               [](Rule& rule) {
                 if (rule.kind == RuleKind::cap && rule.when)
                   rule.when = *expr::parse("not (" + expr::render(rule.when) + ")");
               }),
      in_rules("the exception of a cap is ignored",
               [](Rule& rule) {
                 if (rule.kind == RuleKind::cap) rule.when = nullptr;
               }),
      in_rules("a limit without actions bites seeing only",
               [](Rule& rule) {
                 if (rule.kind == RuleKind::limit && rule.actions.empty())
                   rule.actions = {Action::see};
               }),
      in_rules("a limit with actions bites everything",
               [](Rule& rule) {
                 if (rule.kind == RuleKind::limit) rule.actions.clear();
               }),
      action_for("a forbid to read forbids to see", RuleKind::forbid, Action::see, Action::read),
      action_for("a forbid to edit forbids to delete only", RuleKind::forbid, Action::remove,
                 Action::edit),
      action_for("a limit on reading bites editing only", RuleKind::limit, Action::edit,
                 Action::read),
      action_for("reading may edit", RuleKind::allow, Action::edit, Action::read),
      action_for("editing may delete", RuleKind::allow, Action::remove, Action::edit),
      action_for("seeing may read", RuleKind::allow, Action::read, Action::see),
      action_for("counting may read", RuleKind::allow, Action::read, Action::count),
      action_for("exporting is counting", RuleKind::allow, Action::count, Action::export_data),
      in_rules("the first day of a rule is missing",
               [](Rule& rule) {
                 if (rule.from) ++rule.from->days;
               }),
      in_rules("a rule is valid on the day it ends",
               [](Rule& rule) {
                 if (rule.until) ++rule.until->days;
               }),
      in_rules("a rule for all objects is for none",
               [](Rule& rule) {
                 if (rule.objects.empty()) rule.objects = {"grant"};
               }),
      in_rules("only the first audience counts", [](Rule& rule) { rule.audience.resize(1); }),
      audience_for("rules for staff are for all", Audience::Kind::all, Audience::Kind::staff),
      audience_for("rules for others are for staff", Audience::Kind::staff,
                   Audience::Kind::external),
      in_rules("heads of any unit are meant",
               [](Rule& rule) {
                 for (Audience& who : rule.audience)
                   if (who.kind == Audience::Kind::head) who.name.clear();
               }),
      in_rules("what is said of a field yields to its class",
               [](Rule& rule) {
                 std::erase_if(rule.fields,
                               [](const FieldMode& field) { return !field.field_class; });
               }),
      in_rules("what is said of a class is ignored",
               [](Rule& rule) {
                 std::erase_if(rule.fields, [](const FieldMode& field) {
                   return field.field_class.has_value();
                 });
               }),
      in_rules("masks may be read",
               [](Rule& rule) {
                 for (FieldMode& field : rule.fields)
                   if (field.mode == Mode::mask) field.mode = Mode::read;
               }),
      in_rules("what is hidden is masked",
               [](Rule& rule) {
                 for (FieldMode& field : rule.fields)
                   if (field.mode == Mode::none) field.mode = Mode::mask;
               }),
  };
  return all;
}

std::vector<Fault> condition_faults() {
  return {
      op_for("or is and", Op::logical_and, Op::logical_or),
      op_for("and is or", Op::logical_or, Op::logical_and),
      op_for("above is below", Op::below, Op::above),
      op_for("below is above", Op::above, Op::below),
      op_for("at most is less", Op::less, Op::less_equal),
      op_for("at least is more", Op::greater, Op::greater_equal),
      op_for("different is equal", Op::equal, Op::not_equal),
      op_for("begins with is contains", Op::contains, Op::begins_with),
      in_conditions("levels of the tree are not counted",
                    [](Node& node) {
                      if (node.op == Op::below || node.op == Op::above) node.number = 0;
                    }),
      in_conditions("one level more",
                    [](Node& node) {
                      if ((node.op == Op::below || node.op == Op::above) && node.number)
                        ++node.number;
                    }),
      in_conditions("older by an hour",
                    [](Node& node) {
                      if (node.op == Op::duration) ++node.number;
                    }),
      in_conditions("to be shared to edit is to be shared",
                    [](Node& node) {
                      if (node.op == Op::shared) node.name.clear();
                    }),
      in_conditions("what exists is not asked",
                    [](Node& node) {
                      if (node.op == Op::exists) node.children.clear();
                    }),
      word_for("the main unit alone is mine", "unit", "units"),
      word_for("every unit of mine is the main one", "units", "unit"),
      word_for("units I head are those I sit in", "units", "headed"),
      word_for("deputies are reports", "reports", "deputies"),
      in_conditions("one level of reports more",
                    [](Node& node) {
                      if (node.op == Op::mine && node.name == "reports" && node.number)
                        ++node.number;
                    }),
      in_conditions("all reports are of the first level",
                    [](Node& node) {
                      if (node.op == Op::mine && node.name == "reports" && !node.number)
                        node.number = 1;
                    }),
  };
}

// --- People, shares, classes

Fault in_world(std::string name, std::function<void(ToldWorld&)> change) {
  return {.name = std::move(name), .world = std::move(change)};
}

template <class Things>
void stay_for_good(Things& things) {
  for (auto& thing : things) thing.span.until = Span().until;
}
template <class Things>
void last_longer(Things& things) {
  for (auto& thing : things)
    if (thing.span.until != Span().until) ++thing.span.until;
}
template <class Things>
void begin_early(Things& things) {
  for (auto& thing : things) thing.span.from = 0;
}

// Classes that differ in nothing else become one.
Fault key_without(std::string name, std::size_t field) {
  return in_world(std::move(name), [field](ToldWorld& told) {
    std::vector<AccessClass> kept;
    for (const AccessClass& one : told.classes) {
      auto short_key = one.key;
      short_key[field] = 0;
      const auto same = std::ranges::find_if(kept, [&](const AccessClass& other) {
        auto key = other.key;
        key[field] = 0;
        return key == short_key;
      });
      if (same == kept.end()) {
        kept.push_back(one);
        continue;
      }
      for (auto& [record, zk] : told.class_of)
        if (zk == one.id) zk = same->id;
    }
    told.classes = std::move(kept);
  });
}

std::vector<Fault> world_faults() {
  return {
      in_world("seats never end", [](ToldWorld& told) { stay_for_good(told.organisation.seats); }),
      in_world("seats are kept in the instant they end",
               [](ToldWorld& told) { last_longer(told.organisation.seats); }),
      in_world("seats are taken early",
               [](ToldWorld& told) { begin_early(told.organisation.seats); }),
      in_world("absences never end",
               [](ToldWorld& told) { stay_for_good(told.organisation.absences); }),
      in_world("nobody is away", [](ToldWorld& told) { told.organisation.absences.clear(); }),
      in_world("deputies' seats head",
               [](ToldWorld& told) {
                 for (Seat& seat : told.organisation.seats)
                   if (seat.place == Place::deputy) seat.place = Place::head;
               }),
      in_world("territories are held for good",
               [](ToldWorld& told) { stay_for_good(told.organisation.holdings); }),
      in_world("the shortest prefix wins",
               [](ToldWorld& told) {
                 auto& prefixes = told.organisation.prefixes;
                 std::erase_if(prefixes, [&](const PostalPrefix& prefix) {
                   return std::ranges::any_of(prefixes, [&](const PostalPrefix& other) {
                     return other.prefix.size() < prefix.prefix.size() &&
                            prefix.prefix.starts_with(other.prefix);
                   });
                 });
               }),
      in_world("partners are staff",
               [](ToldWorld& told) {
                 for (Unit& unit : told.organisation.units) unit.external = false;
               }),
      in_world("shares never end", [](ToldWorld& told) { stay_for_good(told.shares); }),
      in_world("shares last to the instant they end",
               [](ToldWorld& told) { last_longer(told.shares); }),
      in_world("shares begin early", [](ToldWorld& told) { begin_early(told.shares); }),
      in_world("every share is to edit",
               [](ToldWorld& told) {
                 for (Share& share : told.shares) share.action = "edit";
               }),
      in_world("nothing is shared with teams",
               [](ToldWorld& told) {
                 std::erase_if(told.shares,
                               [](const Share& share) { return share.kind == "team"; });
               }),
      in_world("nothing is shared with units",
               [](ToldWorld& told) {
                 std::erase_if(told.shares,
                               [](const Share& share) { return share.kind == "unit"; });
               }),
      in_world("who may not log in still reads", [](ToldWorld& told) { told.gone.clear(); }),
      key_without("classes do not know the owner", 0),
      key_without("classes do not know the unit", 1),
      key_without("classes do not know the territory", 2),
      key_without("classes do not know the organisation", 3),
      key_without("classes do not know what is confidential", 4),
      in_world("a class is missing", [](ToldWorld& told) { told.classes.pop_back(); }),
  };
}

// --- The reader, the scope, the SQL

Fault in_principal(std::string name, std::function<void(Principal&)> change) {
  return {.name = std::move(name),
          .principal = [change](Principal& principal, const Organisation&) { change(principal); }};
}

// Without the last of each set whose name begins so.
Fault set_without_last(std::string name, std::string beginning) {
  return in_principal(std::move(name), [beginning](Principal& principal) {
    for (auto& [set, ids] : principal.bindings.mine) {
      if (!set.starts_with(beginning) || ids->empty()) continue;
      auto fewer = *ids;
      fewer.pop_back();
      ids = std::make_shared<const std::vector<std::int64_t>>(std::move(fewer));
    }
  });
}

// The unit itself does not lie below itself.
void leave_self_out(Principal& principal, const Organisation& organisation) {
  for (auto& [set, ids] : principal.bindings.mine) {
    if (!set.starts_with("below unit")) continue;
    auto fewer = *ids;
    std::erase(fewer, organisation.main_unit(principal.bindings.me, {principal.bindings.now}));
    ids = std::make_shared<const std::vector<std::int64_t>>(std::move(fewer));
  }
}

Fault in_scope(std::string name, std::function<void(Scope&)> change) {
  return {.name = std::move(name), .scope = std::move(change)};
}

Fault in_sql(std::string name, std::string right, std::string wrong) {
  return {.name = std::move(name), .sql = [=](storage::Sql& sql) {
            for (auto at = sql.text.find(right); at != std::string::npos;
                 at = sql.text.find(right, at + wrong.size()))
              sql.text.replace(at, right.size(), wrong);
          }};
}

std::vector<Fault> scope_faults() {
  return {
      in_principal("nobody has a role", [](Principal& principal) { principal.roles.clear(); }),
      in_principal("nobody is in a team", [](Principal& principal) { principal.teams.clear(); }),
      in_principal("nobody heads anything",
                   [](Principal& principal) { principal.headed_kinds.clear(); }),
      in_principal("nobody belongs to an organisation",
                   [](Principal& principal) { principal.organisations.clear(); }),
      in_principal("nobody may write", [](Principal& principal) { principal.writes = false; }),
      in_principal("a day ahead", [](Principal& principal) { ++principal.today.days; }),
      set_without_last("one is missing below", "below"),
      set_without_last("one is missing above", "above"),
      set_without_last("one report is missing", "reports"),
      set_without_last("one territory is missing", "territories"),
      {.name = "a unit is not below itself", .principal = leave_self_out},
      in_scope("the last class is missing",
               [](Scope& scope) {
                 if (!scope.classes || scope.classes->empty()) return;
                 auto fewer = *scope.classes;
                 fewer.pop_back();
                 scope.classes =
                     std::make_shared<const std::vector<std::int64_t>>(std::move(fewer));
               }),
      in_scope("some classes are all",
               [](Scope& scope) { scope.everything |= scope.classes && !scope.classes->empty(); }),
      in_scope("single rows are not asked", [](Scope& scope) { scope.row_terms.clear(); }),
      in_scope("only the first way to single rows",
               [](Scope& scope) {
                 if (scope.row_terms.size() > 1)
                   scope.row_terms.erase(scope.row_terms.begin() + 1, scope.row_terms.end());
               }),
      in_scope("limits of single rows are not asked", [](Scope& scope) { scope.limits.clear(); }),
      in_scope("forbids of single rows are not asked", [](Scope& scope) { scope.forbids.clear(); }),
      in_scope("shares are forgotten", [](Scope& scope) { scope.shared.reset(); }),
      in_scope("every class has the usual modes", [](Scope& scope) { scope.class_modes.clear(); }),
      in_scope("rows have the usual modes",
               [](Scope& scope) {
                 for (auto& term : scope.row_terms) term.modes = 0;
               }),
      in_scope("shares have the usual modes", [](Scope& scope) { scope.shared_modes = 0; }),
      in_sql("a limit lets through", " AND (", " OR ("),
      in_sql("a forbid asks for what it forbids", "AND NOT (", "AND ("),
      in_sql("deleted records are read", "r.deleted_at IS NULL", "TRUE"),
      in_sql("one way is enough to be kept out", " OR ", " AND "),
      {.name = "what is masked is read",
       .modes = [](FieldModes& modes) { std::ranges::replace(modes, Mode::mask, Mode::read); }},
      {.name = "what is read may be edited",
       .modes = [](FieldModes& modes) { std::ranges::replace(modes, Mode::read, Mode::edit); }},
  };
}

// --- Escalation

Fault in_escalation(std::string name, std::function<void(Escalation&)> change) {
  return {.name = std::move(name), .rules = [change](std::vector<Rule>& rules) {
            std::vector<Rule> made;
            BlockPtr last;
            for (Rule& rule : rules) {
              if (!rule.block)
                made.push_back(std::move(rule));
              else if (rule.block != last) {
                last = rule.block;
                Block block = *last;
                change(std::get<Escalation>(block.what));
                for (Rule& one : rules_of(std::make_shared<const Block>(std::move(block))))
                  made.push_back(std::move(one));
              }
            }
            rules = std::move(made);
          }};
}

std::vector<Fault> escalation_faults() {
  return {
      in_world("what was done ends no escalation", [](ToldWorld& told) { told.acted.clear(); }),
      in_escalation("working days are calendar days",
                    [](Escalation& escalation) { escalation.state.reset(); }),
      in_escalation("Epiphany is a working day",
                    [](Escalation& escalation) {
                      if (escalation.state) escalation.state = State::NW;
                    }),
      in_escalation("steps begin a day early",
                    [](Escalation& escalation) {
                      for (auto& step : escalation.steps) --step.days;
                    }),
      in_escalation("only the first step",
                    [](Escalation& escalation) { escalation.steps.resize(1); }),
      in_escalation("every step is for the next superior",
                    [](Escalation& escalation) {
                      for (auto& step : escalation.steps) step.supervisor = 1;
                    }),
  };
}

}  // namespace

const std::vector<Fault>& faults() {
  static const std::vector<Fault> kFaults = [] {
    std::vector<Fault> all = rule_faults();
    for (auto* more : {&condition_faults, &world_faults, &scope_faults, &escalation_faults})
      for (Fault& fault : more()) all.push_back(std::move(fault));
    return all;
  }();
  return kFaults;
}

}  // namespace kontor::access::testing
