#include "access/rules/decide.h"

#include <algorithm>

namespace kontor::access {
namespace {

using query::Action;
using query::FieldModes;
using query::Mode;

// Of one record in memory.
Holds asked_of(const expr::RecordView& record, const Principal& principal) {
  return [&](const BoundRule& rule) {
    return !rule.when || expr::holds(*rule.when, record, principal.bindings);
  };
}

// Limits and forbids of the action leave the record alone.
bool unopposed(Action action, const ObjectRules& rules, const Principal& principal,
               const Holds& holds) {
  const auto against = [&](const BoundRule& rule, bool held) {
    return rule.bites(action) && principal.concerned_by(*rule.rule) && holds(rule) == held;
  };
  const auto stops = [&](const BoundRule& limit) { return against(limit, false); };
  const auto forbids = [&](const BoundRule& forbid) { return against(forbid, true); };
  return std::ranges::none_of(rules.limits, stops) && std::ranges::none_of(rules.forbids, forbids);
}

bool may_ask(Action action, const Principal& principal) {
  const bool looks = action == Action::see || action == Action::read || action == Action::count ||
                     action == Action::export_data;
  return principal.standing != Principal::Standing::nobody && (looks || principal.writes);
}

Mode most_shown(const BoundRule& rule, const ObjectRules& rules, const Principal& principal,
                const Holds& holds) {
  const auto open = [&](Action level) {
    return rule.grants(level) && unopposed(level, rules, principal, holds);
  };
  if (!open(Action::read)) return Mode::mask;
  return principal.writes && open(Action::edit) ? Mode::edit : Mode::read;
}

}  // namespace

bool allowed(Action action, const ObjectRules& rules, const Principal& principal,
             const Holds& holds) {
  if (!may_ask(action, principal)) return false;
  const auto allows = [&](const BoundRule& rule) {
    return rule.grants(action) && principal.concerned_by(*rule.rule) && holds(rule);
  };
  return std::ranges::any_of(rules.allows, allows) && unopposed(action, rules, principal, holds);
}

FieldModes modes(const ObjectRules& rules, const Principal& principal, const Holds& holds) {
  FieldModes best(rules.object->fields.size(), Mode::none);
  if (!allowed(Action::see, rules, principal, holds)) return best;
  for (const BoundRule& rule : rules.allows) {
    if (!rule.grants(Action::see) || !principal.concerned_by(*rule.rule) || !holds(rule)) continue;
    const Mode most = most_shown(rule, rules, principal, holds);
    for (std::size_t i = 0; i < best.size(); ++i)
      best[i] = std::max(best[i], std::min(most, rule.modes[i]));
  }
  for (const BoundRule& cap : rules.caps) {
    if (!principal.concerned_by(*cap.rule)) continue;
    if (cap.when && holds(cap)) continue;  // lifted
    for (std::size_t i = 0; i < best.size(); ++i) best[i] = std::min(best[i], cap.modes[i]);
  }
  return best;
}

bool allowed(Action action, const ObjectRules& rules, const Principal& principal,
             const expr::RecordView& record) {
  return allowed(action, rules, principal, asked_of(record, principal));
}

FieldModes modes(const ObjectRules& rules, const Principal& principal,
                 const expr::RecordView& record) {
  return modes(rules, principal, asked_of(record, principal));
}

}  // namespace kontor::access
