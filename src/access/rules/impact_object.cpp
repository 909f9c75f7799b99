#include "access/rules/impact_object.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "access/rules/class_groups.h"
#include "expr/parse.h"
#include "expr/to_sql.h"
#include "query/rights.h"
#include "storage/dialect.h"

namespace kontor::access {
namespace {

using query::Action;
using query::FieldModes;
using query::Mode;
using storage::IntSet;
using storage::Sql;

constexpr std::size_t kMostTried = 8;     // conditions that single records decide
constexpr std::size_t kMostKept = 200;    // answers of the database
constexpr std::size_t kMostExamples = 3;  // places to look for examples

// A rule by what it does, whoever it is for.
std::string deed_of(const BoundRule& rule) {
  std::string text = std::to_string(static_cast<int>(rule.rule->kind));
  for (const Action action : rule.rule->actions)
    text += ' ' + std::to_string(static_cast<int>(action));
  text += '|';
  for (const Mode mode : rule.modes) text += static_cast<char>('0' + static_cast<int>(mode));
  return text += '|' + (rule.when ? expr::render(rule.rule->when) : std::string());
}

template <class Visit>
void each_rule(const ObjectRules& rules, Visit visit) {
  for (const auto* some : {&rules.allows, &rules.limits, &rules.forbids, &rules.caps})
    for (const BoundRule& rule : *some) visit(rule);
}

std::vector<std::string> deeds_for(const ObjectRules& rules, const Principal& principal) {
  std::vector<std::string> deeds;
  each_rule(rules, [&](const BoundRule& rule) {
    if (principal.concerned_by(*rule.rule)) deeds.push_back(deed_of(rule));
  });
  std::ranges::sort(deeds);
  deeds.erase(std::ranges::unique(deeds).begin(), deeds.end());
  return deeds;
}

// Statement and parameters in one text: the same text is the same question.
std::string text_of(const Sql& sql) {
  std::string text = sql.text;
  const auto add = [&](std::int64_t number) {
    text.append(reinterpret_cast<const char*>(&number), sizeof number);
  };
  for (const storage::Value& value : sql.params) {
    text += static_cast<char>(value.index());
    if (const auto* number = std::get_if<std::int64_t>(&value)) add(*number);
    if (const auto* words = std::get_if<std::string>(&value)) text += *words;
    if (const auto* blob = std::get_if<storage::Blob>(&value)) text += blob->bytes;
    if (const auto* set = std::get_if<IntSet>(&value))
      for (const std::int64_t id : **set) add(id);
    if (const auto* set = std::get_if<storage::TextSet>(&value))
      for (const std::string& word : **set) text += word + '\n';
  }
  return text;
}

struct Outcome {
  unsigned actions = 0;
  FieldModes modes;
};

Outcome outcome_of(const ObjectRules& rules, const Principal& principal, const Holds& holds) {
  Outcome outcome{.modes = modes(rules, principal, holds)};
  for (unsigned i = 0; i < std::size(kAllActions); ++i)
    if (allowed(kAllActions[i], rules, principal, holds)) outcome.actions |= 1u << i;
  return outcome;
}

bool sees_class(const query::Scope& seen, std::int64_t zk) {
  if (!seen.limits.empty() || !seen.forbids.empty()) return false;
  return seen.everything || (seen.classes && std::ranges::binary_search(*seen.classes, zk));
}

}  // namespace

// One person's records that are shared alike with them.
class Impact::Object::Question {
 public:
  Question(Object& object, Profile& profile, const Principal& principal, ObjectImpact& impact)
      : object_(object), profile_(profile), principal_(principal), impact_(impact) {}

  // `counts`: records of each class. `only`: a condition on r for those of this kind of sharing.
  Result<bool> ask(const ClassColumns& classes, const std::vector<std::int64_t>& counts,
                   Shared shared, const Sql& only) {
    classes_ = &classes;
    only_ = &only;
    group(shared);
    std::vector<std::int64_t> sums(truths_.size());
    for (std::size_t i = 0; i < counts.size(); ++i) sums[groups_[i]] += counts[i];
    std::vector<bool> asked(truths_.size());
    bool any = false;
    for (std::size_t i = 0; i < truths_.size(); ++i) {
      if (sums[i] == 0) continue;
      if (const Change* change = settled(truths_[i]))
        note(*change, sums[i], [&] { return classes_of(i); });
      else
        any = asked[i] = true;
    }
    if (!any) return true;
    if (object_.late()) return false;
    TRY(ask_rows(asked));
    return true;
  }

 private:
  void group(Shared shared) {
    std::vector<const expr::Checked*> conditions;
    for (const std::size_t place : profile_.conditions)
      conditions.push_back(object_.conditions_[place]);
    ClassGroups made = group_classes(*classes_, conditions, principal_.bindings, shared);
    listed_.clear();
    groups_ = std::move(made.of);
    truths_ = std::move(made.truths);
  }

  // What becomes of all records of the group; null: of each something else.
  const Change* settled(const std::string& truth) {
    std::vector<std::size_t> open;
    for (std::size_t i = 0; i < truth.size(); ++i)
      if (truth[i] == kOpen) open.push_back(i);
    if (open.size() > kMostTried) return nullptr;
    std::string tried = truth;
    const Change* first = nullptr;
    for (std::size_t bits = 0; bits < std::size_t{1} << open.size(); ++bits) {
      for (std::size_t i = 0; i < open.size(); ++i) tried[open[i]] = bits >> i & 1 ? kYes : kNo;
      const Change& change = object_.change(profile_, tried, principal_);
      if (first && !(change == *first)) return nullptr;
      first = &change;
    }
    return first;
  }

  Result<void> ask_rows(const std::vector<bool>& asked) {
    std::vector<std::size_t> open;  // places in the truth
    auto classes = std::make_shared<std::vector<std::int64_t>>();
    std::unordered_map<std::int64_t, std::size_t> group_of;
    for (std::size_t place = 0; place < profile_.conditions.size(); ++place)
      for (std::size_t i = 0; i < asked.size(); ++i)
        if (asked[i] && truths_[i][place] == kOpen) {
          open.push_back(place);
          break;
        }
    for (std::size_t i = 0; i < groups_.size(); ++i) {
      if (!asked[groups_[i]]) continue;
      classes->push_back(classes_->classes()[i].id);
      group_of[classes->back()] = groups_[i];
    }
    std::ranges::sort(*classes);
    const auto rows = TRY(object_.count_rows(statement(open, classes)));
    for (const RowCount& row : *rows) {
      std::string truth = truths_[group_of.at(row.zk)];
      for (std::size_t i = 0; i < open.size(); ++i)
        if (truth[open[i]] == kOpen) truth[open[i]] = row.truth[i];
      note(object_.change(profile_, truth, principal_), row.count,
           [&] { return rows_of(row.zk, open, row.truth); });
    }
    return {};
  }

  Sql condition(std::size_t place) const {
    return expr::condition_sql(
        *object_.conditions_[profile_.conditions[place]],
        query::rule_context(object_.connection_.engine(), principal_.bindings), "r");
  }

  Sql statement(const std::vector<std::size_t>& open, const IntSet& classes) const {
    Sql sql{"SELECT a.zk, a.t, count(*) FROM (SELECT r.zk AS zk, ", {}};
    for (std::size_t i = 0; i < open.size(); ++i)
      sql << (i ? " || CASE WHEN " : "CASE WHEN ") << condition(open[i])
          << " THEN 'y' ELSE 'n' END";
    sql << " AS t" << from(classes) << ") a GROUP BY a.zk, a.t";
    return sql;
  }

  Sql from(const IntSet& classes) const {
    Sql sql{" FROM " + impact_.object->table + " r WHERE ", {}};
    return sql << where(classes);
  }

  Sql where(const IntSet& classes) const {
    Sql sql{"r.deleted_at IS NULL AND " + storage::in_ints(object_.connection_.engine(), "r.zk"),
            {classes}};
    return sql << *only_;
  }

  // Asked for each action that a group gains or loses, and listed once.
  Sql classes_of(std::size_t group) {
    IntSet& listed = listed_[group];
    if (listed) return where(listed);
    auto classes = std::make_shared<std::vector<std::int64_t>>();
    for (std::size_t i = 0; i < groups_.size(); ++i)
      if (groups_[i] == group) classes->push_back(classes_->classes()[i].id);  // in their order
    return where(listed = std::move(classes));
  }

  Sql rows_of(std::int64_t zk, const std::vector<std::size_t>& open,
              const std::string& truth) const {
    Sql sql = where(std::make_shared<const std::vector<std::int64_t>>(1, zk));
    for (std::size_t i = 0; i < open.size(); ++i)
      sql << (truth[i] == kYes ? " AND (" : " AND NOT (") << condition(open[i]) << ")";
    return sql;
  }

  template <class Where>
  void note(const Change& change, std::int64_t count, Where where) {
    for (unsigned i = 0; i < std::size(kAllActions); ++i) {
      const bool gained = change.gained >> i & 1, lost = change.lost >> i & 1;
      if (!gained && !lost) continue;
      Delta& delta = impact_.actions[kAllActions[i]];
      (gained ? delta.gained : delta.lost) += count;
      const auto known = std::ranges::count_if(impact_.rows, [&](const ChangedRows& rows) {
        return rows.action == kAllActions[i] && rows.gained == gained;
      });
      if (static_cast<std::size_t>(known) < kMostExamples)
        impact_.rows.push_back({kAllActions[i], gained, where()});
    }
    for (const Change::Shift& shift : change.shifts) {
      const schema::Field* field = &impact_.object->fields[shift.field];
      const auto found = std::ranges::find_if(impact_.fields, [&](const FieldChange& known) {
        return known.field == field && known.from == shift.from && known.to == shift.to;
      });
      if (found == impact_.fields.end())
        impact_.fields.push_back({field, shift.from, shift.to, count});
      else
        found->records += count;
    }
  }

  Object& object_;
  Profile& profile_;
  const Principal& principal_;
  ObjectImpact& impact_;
  const ClassColumns* classes_ = nullptr;
  const Sql* only_ = nullptr;
  std::vector<std::uint32_t> groups_;     // of each class
  std::map<std::size_t, IntSet> listed_;  // classes of a group
  std::vector<std::string> truths_;       // of each group
};

Impact::Object::Object(const ObjectRules& before, const ObjectRules& after,
                       storage::Connection& connection, storage::Deadline deadline)
    : before_(before), after_(after), connection_(connection), deadline_(deadline) {
  for (const ObjectRules* rules : {&before_, &after_})
    for (const auto* some : {&rules->allows, &rules->limits, &rules->forbids, &rules->caps})
      add_conditions(*some);
}

void Impact::Object::add_conditions(const std::vector<BoundRule>& rules) {
  for (const BoundRule& rule : rules) {
    if (!rule.when) continue;
    const auto [found, added] =
        condition_places_.try_emplace(expr::render(rule.rule->when), conditions_.size());
    if (added) conditions_.push_back(&*rule.when);
    condition_of_[&rule] = found->second;
  }
}

Result<void> Impact::Object::load(const query::Scope* seen) {
  std::vector<AccessClass> classes;
  std::unordered_map<std::int64_t, std::uint32_t> places;
  TRY(connection_.each({"SELECT id, owner, unit, territory, organisation, confidential, n "
                        "FROM kontor_class WHERE object = ? AND n > 0 ORDER BY id",
                        {std::int64_t{after_.object->id}}},
                       [&](const storage::Row& row) {
                         AccessClass one{.id = row.integer(0)};
                         if (seen && !sees_class(*seen, one.id)) return true;
                         for (int i = 0; i < 5; ++i)
                           one.key[static_cast<std::size_t>(i)] = row.integer(i + 1);
                         places[one.id] = static_cast<std::uint32_t>(classes.size());
                         classes.push_back(one);
                         counts_.push_back(row.integer(6));
                         return true;
                       }));
  classes_ = std::make_unique<ClassColumns>(std::move(classes));
  return connection_.each(
      {"SELECT r.id, r.zk FROM " + after_.object->table +
           " r WHERE r.deleted_at IS NULL AND r.id IN (SELECT record FROM kontor_share)",
       {}},
      [&](const storage::Row& row) {
        if (const auto found = places.find(row.integer(1)); found != places.end())
          shared_classes_[row.integer(0)] = found->second;
        return true;
      });
}

Result<bool> Impact::Object::ask(const Principal& principal, const SharedRecords& shared,
                                 ObjectImpact& impact) {
  impact.object = after_.object;
  Profile& profile = profile_of(principal);
  if (profile.same) return true;

  auto read = std::make_shared<std::vector<std::int64_t>>();
  auto edit = std::make_shared<std::vector<std::int64_t>>();
  auto either = std::make_shared<std::vector<std::int64_t>>();
  std::vector<std::int64_t> counts = counts_;
  for (const std::int64_t id : shared.read) {
    const auto found = shared_classes_.find(id);
    if (found == shared_classes_.end()) continue;
    --counts[found->second];
    (std::ranges::binary_search(shared.edit, id) ? edit : read)->push_back(id);
    either->push_back(id);
  }
  Question question(*this, profile, principal, impact);
  const std::string in = storage::in_ints(connection_.engine(), "r.id");
  Sql only;
  if (!either->empty()) only = {" AND NOT (" + in + ")", {either}};
  bool exact = TRY(question.ask(*classes_, counts, Shared::no, only));
  for (const auto& [ids, kind] :
       {std::pair{read, Shared::to_read}, std::pair{edit, Shared::to_edit}}) {
    if (ids->empty()) continue;
    std::map<std::uint32_t, std::int64_t> of_class;
    for (const std::int64_t id : *ids) ++of_class[shared_classes_.at(id)];
    std::vector<AccessClass> classes;
    std::vector<std::int64_t> some;
    for (const auto& [place, count] : of_class) {
      classes.push_back(classes_->classes()[place]);
      some.push_back(count);
    }
    exact &= TRY(question.ask(ClassColumns(std::move(classes)), some, kind, {" AND " + in, {ids}}));
  }
  return exact;
}

Profile& Impact::Object::profile_of(const Principal& principal) {
  std::string key{principal.writes ? 'w' : 'r', static_cast<char>(principal.standing)};
  for (const ObjectRules* rules : {&before_, &after_})
    each_rule(*rules, [&](const BoundRule& rule) {
      key += principal.concerned_by(*rule.rule) ? '1' : '0';
    });
  const auto found = profiles_.find(key);
  if (found != profiles_.end()) return found->second;
  return profiles_.emplace(std::move(key), make_profile(principal)).first->second;
}

Profile Impact::Object::make_profile(const Principal& principal) const {
  Profile profile;
  profile.same = deeds_for(before_, principal) == deeds_for(after_, principal);
  std::vector<bool> has_say(conditions_.size());
  for (const ObjectRules* rules : {&before_, &after_})
    each_rule(*rules, [&](const BoundRule& rule) {
      if (rule.when && principal.concerned_by(*rule.rule)) has_say[condition_of_.at(&rule)] = true;
    });
  profile.place_of.resize(conditions_.size());
  for (std::size_t i = 0; i < conditions_.size(); ++i) {
    if (!has_say[i]) continue;
    profile.place_of[i] = profile.conditions.size();
    profile.conditions.push_back(i);
  }
  return profile;
}

const Change& Impact::Object::change(Profile& profile, const std::string& truth,
                                     const Principal& principal) {
  const auto found = profile.changes.find(truth);
  if (found != profile.changes.end()) return found->second;
  return profile.changes.emplace(truth, compare(profile, truth, principal)).first->second;
}

Change Impact::Object::compare(const Profile& profile, const std::string& truth,
                               const Principal& principal) const {
  const Holds holds = [&](const BoundRule& rule) {
    return !rule.when || truth[profile.place_of[condition_of_.at(&rule)]] == kYes;
  };
  const Outcome before = outcome_of(before_, principal, holds);
  const Outcome after = outcome_of(after_, principal, holds);
  Change change{.gained = after.actions & ~before.actions, .lost = before.actions & ~after.actions};
  if (!(before.actions & after.actions & 1)) return change;  // not seen both times
  for (std::size_t i = 0; i < before.modes.size(); ++i)
    if (before.modes[i] != after.modes[i])
      change.shifts.push_back({i, before.modes[i], after.modes[i]});
  return change;
}

Result<Impact::Object::RowCounts> Impact::Object::count_rows(const Sql& sql) {
  std::string text = text_of(sql);
  if (const auto found = row_counts_.find(text); found != row_counts_.end()) return found->second;
  auto rows = std::make_shared<std::vector<RowCount>>();
  TRY(connection_.each(sql, [&](const storage::Row& row) {
    rows->push_back({row.integer(0), std::string(row.text(1)), row.integer(2)});
    return true;
  }));
  if (row_counts_.size() >= kMostKept) row_counts_.clear();
  return row_counts_[std::move(text)] = rows;
}

}  // namespace kontor::access
