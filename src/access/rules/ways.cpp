#include "access/rules/ways.h"

#include <algorithm>

namespace kontor::access {
namespace {

using query::Action;
using query::FieldModes;
using query::Mode;

// How much a way shows: looking alone shows that there is a record, no more.
Mode most_shown(Action level) {
  switch (level) {
    case Action::see:
      return Mode::mask;
    case Action::read:
      return Mode::read;
    default:
      return Mode::edit;
  }
}

void lower(FieldModes& modes, Mode most) {
  for (Mode& mode : modes) mode = std::min(mode, most);
}

void lower(FieldModes& modes, const FieldModes& most) {
  for (std::size_t i = 0; i < modes.size(); ++i) modes[i] = std::min(modes[i], most[i]);
}

class WayMaker {
 public:
  WayMaker(Action action, const ObjectRules& rules, const Principal& principal)
      : action_(action), rules_(rules), principal_(principal) {}

  Ways make() {
    for (const BoundRule& limit : rules_.limits)
      if (limit.bites(action_) && concerns(limit)) ways_.limits.push_back(&limit);
    for (const BoundRule& forbid : rules_.forbids)
      if (forbid.bites(action_) && concerns(forbid)) ways_.forbids.push_back(&forbid);
    for (const BoundRule& rule : rules_.allows)
      if (rule.grants(action_) && concerns(rule)) add(rule);
    return std::move(ways_);
  }

 private:
  bool concerns(const BoundRule& rule) const { return principal_.concerned_by(*rule.rule); }

  void add(const BoundRule& rule) {
    Way way{.rule = &rule, .modes = rule.modes};
    if (rule.when) way.all.push_back(&*rule.when);
    if (action_ == Action::count) {
      lower(way.modes, Mode::read);
      return add_capped(std::move(way));
    }
    const bool in_order = action_ == Action::see || action_ == Action::read ||
                          action_ == Action::edit || action_ == Action::remove;
    if (!in_order) return add_capped(std::move(way));
    add_levels(rule, way);
  }

  // The same rule as far as it leads: what bites only the further levels is asked for those alone.
  void add_levels(const BoundRule& rule, const Way& base) {
    static constexpr Action kLevels[] = {Action::see, Action::read, Action::edit};
    std::vector<Way> levels;
    std::size_t asked = 0;
    for (const Action level : kLevels) {
      if (!rule.grants(level) || (level == Action::edit && !principal_.writes)) break;
      Way way = base;
      lower(way.modes, most_shown(level));
      add_further(level, way);
      const std::size_t more = way.all.size() + way.none.size();
      if (!levels.empty() && more == asked) levels.pop_back();  // asks the same and shows more
      asked = more;
      levels.push_back(std::move(way));
    }
    for (Way& way : levels) add_capped(std::move(way));
  }

  // Limits and forbids of this level that the action itself does not ask yet.
  void add_further(Action level, Way& way) const {
    for (const BoundRule& limit : rules_.limits)
      if (limit.bites(level) && !limit.bites(action_) && concerns(limit))
        way.all.push_back(&*limit.when);
    static const expr::Checked* const kAlways = nullptr;
    for (const BoundRule& forbid : rules_.forbids)
      if (forbid.bites(level) && !forbid.bites(action_) && concerns(forbid))
        way.none.push_back(forbid.when ? &*forbid.when : kAlways);
  }

  void add_capped(Way way) {
    std::vector<Way> made{std::move(way)};
    for (const BoundRule& cap : rules_.caps) {
      if (!concerns(cap)) continue;
      std::vector<Way> more;
      for (Way& one : made) {
        if (cap.when) {  // where this holds the cap is lifted
          Way lifted = one;
          lifted.all.push_back(&*cap.when);
          more.push_back(std::move(lifted));
        }
        lower(one.modes, cap.modes);
        more.push_back(std::move(one));
      }
      made = std::move(more);
    }
    for (Way& one : made) {
      // A forbid without a condition closes the way.
      if (std::ranges::find(one.none, nullptr) == one.none.end())
        ways_.ways.push_back(std::move(one));
    }
  }

  Action action_;
  const ObjectRules& rules_;
  const Principal& principal_;
  Ways ways_;
};

}  // namespace

Ways ways_to(Action action, const ObjectRules& rules, const Principal& principal) {
  using Standing = Principal::Standing;
  if (principal.standing == Standing::nobody || principal.standing == Standing::system) return {};
  const bool looks = action == Action::see || action == Action::read || action == Action::count ||
                     action == Action::export_data;
  if (!looks && !principal.writes) return {};
  return WayMaker(action, rules, principal).make();
}

}  // namespace kontor::access
