#include "access/rules/compile.h"

#include <algorithm>
#include <map>

#include "access/rules/ways.h"

namespace kontor::access {
namespace {

using expr::Checked;
using expr::CheckedNode;
using expr::CheckedPtr;
using expr::Op;
using query::Action;
using query::FieldModes;
using query::Mode;
using query::Scope;

CheckedPtr node_of(Op op, std::vector<CheckedPtr> children) {
  CheckedNode node{.op = op, .type = {.kind = expr::TypeKind::boolean}};
  node.children = std::move(children);
  return std::make_shared<const CheckedNode>(std::move(node));
}

CheckedPtr opposite_of(const CheckedPtr& node) {
  return node_of(Op::logical_not, {node});
}

CheckedPtr joined(Op op, std::vector<CheckedPtr> children) {
  return children.size() == 1 ? children.front() : node_of(op, std::move(children));
}

// A condition made of checked ones. Their catalogues are the same.
Checked condition_of(const Checked& like, CheckedPtr root) {
  Checked made;
  made.root = std::move(root);
  made.object = like.object;
  made.catalogue = like.catalogue;
  return made;
}

bool covers(const FieldModes& more, const FieldModes& less) {
  for (std::size_t i = 0; i < less.size(); ++i)
    if (more[i] < less[i]) return false;
  return true;
}

void strengthen(FieldModes& modes, const FieldModes& more) {
  for (std::size_t i = 0; i < more.size(); ++i) modes[i] = std::max(modes[i], more[i]);
}

// A way, or something that stands against all of them, with its tests for classes.
struct Tested {
  std::vector<ClassTest> all, none;

  Verdict of(const AccessClass& one) {
    Verdict verdict = Verdict::yes;
    for (auto& test : all) verdict = both(verdict, test.of(one));
    for (auto& test : none) verdict = both(verdict, opposite(test.of(one)));
    return verdict;
  }
};

class Compiler {
 public:
  Compiler(Action action, const ObjectRules& rules, Ways ways, const expr::Bindings& bindings)
      : bindings_(bindings), ways_(std::move(ways)) {
    scope_.object = rules.object;
    scope_.action = action;
    for (const Way& way : ways_.ways) {
      Tested tested;
      for (const Checked* condition : way.all) tested.all.emplace_back(*condition, bindings_);
      for (const Checked* condition : way.none) tested.none.emplace_back(*condition, bindings_);
      tested_.push_back(std::move(tested));
    }
    for (const BoundRule* limit : ways_.limits) limits_.emplace_back(*limit->when, bindings_);
    for (const BoundRule* forbid : ways_.forbids)
      if (forbid->when) forbids_.emplace_back(*forbid->when, bindings_);
    way_open_.resize(ways_.ways.size());
    limit_state_.resize(limits_.size());
    forbid_state_.resize(forbids_.size());
  }

  Scope run(const std::vector<AccessClass>& classes) {
    const bool closed =
        std::ranges::any_of(ways_.forbids, [](const BoundRule* forbid) { return !forbid->when; });
    if (closed) return std::move(scope_);
    for (const AccessClass& one : classes) ask(one);
    find_everything();
    list_classes();
    add_restrictions();
    for (std::size_t i = 0; i < ways_.ways.size(); ++i) add_rows(i);
    add_possible_modes();
    return std::move(scope_);
  }

 private:
  // What was found out about a limit or forbid over all classes that some way leads to.
  struct State {
    bool open = false;      // single rows of some class decide
    bool excludes = false;  // it closes whole classes
  };

  struct Shown {
    FieldModes modes;
    std::size_t classes = 0;
  };

  void ask(const AccessClass& one) {
    bool shut = false;
    std::vector<bool> open_limits(limits_.size()), open_forbids(forbids_.size());
    for (std::size_t i = 0; i < limits_.size(); ++i) {
      const Verdict verdict = limits_[i].of(one);
      if (verdict == Verdict::no) shut = limit_state_[i].excludes = true;
      open_limits[i] = verdict == Verdict::open;
    }
    for (std::size_t i = 0; i < forbids_.size(); ++i) {
      const Verdict verdict = forbids_[i].of(one);
      if (verdict == Verdict::yes) shut = forbid_state_[i].excludes = true;
      open_forbids[i] = verdict == Verdict::open;
    }
    if (shut) return;
    held_.clear();
    for (std::size_t i = 0; i < tested_.size(); ++i) {
      const Verdict verdict = tested_[i].of(one);
      if (verdict == Verdict::open) way_open_[i] = true;
      if (verdict == Verdict::yes) held_.push_back(i);
    }
    if (held_.empty()) return;
    seen_.emplace_back(one.id, shown_by(held_));
    for (std::size_t i = 0; i < limits_.size(); ++i) limit_state_[i].open |= open_limits[i];
    for (std::size_t i = 0; i < forbids_.size(); ++i) forbid_state_[i].open |= open_forbids[i];
  }

  // Ways that ask nothing lead to every record there is or will be.
  void find_everything() {
    if (!ways_.limits.empty() || !ways_.forbids.empty()) return;
    for (const Way& way : ways_.ways) {
      if (!way.all.empty() || !way.none.empty()) continue;
      scope_.everything = true;
      if (usual_.empty())
        usual_ = way.modes;
      else
        strengthen(usual_, way.modes);
    }
  }

  std::size_t place_of(const FieldModes& modes) {
    const auto found = std::ranges::find(scope_.modes, modes);
    if (found != scope_.modes.end()) return static_cast<std::size_t>(found - scope_.modes.begin());
    scope_.modes.push_back(modes);
    return scope_.modes.size() - 1;
  }

  // What ways show that hold together: a place in shown_. There are few combinations.
  std::size_t shown_by(const std::vector<std::size_t>& ways) {
    const auto [found, added] = combinations_.try_emplace(ways, shown_.size());
    if (added) {
      shown_.push_back({ways_.ways[ways[0]].modes});
      for (const std::size_t way : ways) strengthen(shown_.back().modes, ways_.ways[way].modes);
    }
    ++shown_[found->second].classes;
    return found->second;
  }

  // What most classes show stands first, so that few need to be listed.
  void list_classes() {
    if (scope_.everything)
      place_of(usual_);
    else if (!shown_.empty())
      place_of(std::ranges::max_element(shown_, {}, &Shown::classes)->modes);
    std::vector<std::size_t> places;
    for (const Shown& shown : shown_) places.push_back(place_of(shown.modes));
    std::vector<std::int64_t> classes;
    for (const auto& [id, shown] : seen_) {
      if (!scope_.everything) classes.push_back(id);
      if (places[shown] != 0) scope_.class_modes.emplace_back(id, places[shown]);
    }
    std::ranges::sort(scope_.class_modes);
    std::ranges::sort(classes);
    if (!scope_.everything)
      scope_.classes = std::make_shared<const std::vector<std::int64_t>>(std::move(classes));
  }

  // What single rows decide stands beside the classes; what classes decide is in them already, and
  // comes along with the ways through single rows only.
  void add_restrictions() {
    for (std::size_t i = 0; i < limits_.size(); ++i) {
      const Checked& condition = *ways_.limits[i]->when;
      if (limit_state_[i].open)
        scope_.limits.push_back(condition);
      else
        row_parts_.push_back(condition.root);
    }
    std::size_t place = 0;
    for (const BoundRule* forbid : ways_.forbids) {
      if (forbid_state_[place++].open)
        scope_.forbids.push_back(*forbid->when);
      else
        row_parts_.push_back(opposite_of(forbid->when->root));
    }
  }

  void add_rows(std::size_t i) {
    const Way& way = ways_.ways[i];
    if (!way_open_[i]) return;
    if (scope_.everything && covers(usual_, way.modes)) return;
    if (const auto set = only_shared(way)) {
      if (!scope_.shared) {
        scope_.shared = *set;
        scope_.shared_modes = place_of(way.modes);
        return;
      }
    }
    std::vector<CheckedPtr> parts;
    for (const Checked* condition : way.all) parts.push_back(condition->root);
    for (const Checked* condition : way.none) parts.push_back(opposite_of(condition->root));
    for (const CheckedPtr& part : row_parts_) parts.push_back(part);
    const Checked& like = way.all.empty() ? *way.none.front() : *way.all.front();
    scope_.row_terms.push_back(
        {condition_of(like, joined(Op::logical_and, std::move(parts))), place_of(way.modes)});
  }

  // What could be seen of records that are not there yet: which fields the reader knows of must not
  // hang on the records there happen to be.
  void add_possible_modes() {
    if (scope_.everything) return;
    for (const Way& way : ways_.ways)
      if (!is_share(*way.rule)) place_of(way.modes);
  }

  // The set of a way that asks for nothing but to be shared.
  std::optional<storage::IntSet> only_shared(const Way& way) const {
    const bool alone = way.all.size() == 1 && way.none.empty() && row_parts_.empty() &&
                       way.all.front()->root->op == Op::shared;
    if (!alone) return std::nullopt;
    const auto found = bindings_.mine.find(way.all.front()->root->set);
    return found == bindings_.mine.end() ? std::nullopt : std::optional(found->second);
  }

  const expr::Bindings& bindings_;
  Ways ways_;
  std::vector<Tested> tested_;               // by way
  std::vector<ClassTest> limits_, forbids_;  // by Ways::limits, forbids
  std::vector<bool> way_open_;
  std::vector<State> limit_state_, forbid_state_;
  std::vector<std::pair<std::int64_t, std::size_t>> seen_;  // class, place in shown_
  std::vector<Shown> shown_;
  std::map<std::vector<std::size_t>, std::size_t> combinations_;  // of ways: place in shown_
  std::vector<std::size_t> held_;
  std::vector<CheckedPtr> row_parts_;
  FieldModes usual_;
  Scope scope_;
};

// Everything that must hold for the action, in one condition; none if nothing need. Asked only when
// there are ways.
std::optional<Checked> condition_for(const Ways& ways) {
  std::vector<CheckedPtr> any, all;
  const Checked* like = nullptr;
  bool free = false;
  for (const Way& way : ways.ways) {
    std::vector<CheckedPtr> parts;
    for (const Checked* condition : way.all) parts.push_back((like = condition)->root);
    for (const Checked* condition : way.none)
      parts.push_back(opposite_of((like = condition)->root));
    free |= parts.empty();
    if (!parts.empty()) any.push_back(joined(Op::logical_and, std::move(parts)));
  }
  if (!free) all.push_back(joined(Op::logical_or, std::move(any)));
  for (const BoundRule* limit : ways.limits) all.push_back((like = &*limit->when)->root);
  for (const BoundRule* forbid : ways.forbids)
    all.push_back(opposite_of((like = &*forbid->when)->root));
  if (all.empty()) return std::nullopt;
  return condition_of(*like, joined(Op::logical_and, std::move(all)));
}

}  // namespace

bool rows_decide(const Scope& scope) {
  return !scope.limits.empty() || !scope.forbids.empty() ||
         (!scope.everything && !scope.row_terms.empty());
}

Scope compile_seen(Action action, const ObjectRules& rules, const Principal& principal,
                   const std::vector<AccessClass>& classes) {
  return compile_seen(action, compile(Action::see, rules, principal, classes),
                      ways_to(action, rules, principal));
}

Scope compile_seen(Action action, Scope scope, const Ways& ways) {
  const bool closed =
      std::ranges::any_of(ways.forbids, [](const BoundRule* forbid) { return !forbid->when; });
  if (ways.ways.empty() || closed) return Scope{.object = scope.object, .action = action};
  scope.action = action;
  if (auto condition = condition_for(ways)) scope.limits.push_back(*std::move(condition));
  return scope;
}

Scope compile(Action action, const ObjectRules& rules, const Principal& principal,
              const std::vector<AccessClass>& classes) {
  return compile(action, rules, ways_to(action, rules, principal), principal.bindings, classes);
}

Scope compile(Action action, const ObjectRules& rules, Ways ways, const expr::Bindings& bindings,
              const std::vector<AccessClass>& classes) {
  return Compiler(action, rules, std::move(ways), bindings).run(classes);
}

}  // namespace kontor::access
