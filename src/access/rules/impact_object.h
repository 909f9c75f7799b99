// Impact (impact.h) on the records of one object.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "access/rules/class_verdict.h"
#include "access/rules/decide.h"
#include "access/rules/impact.h"
#include "query/scope.h"

namespace kontor::access {

inline constexpr query::Action kAllActions[] = {
    query::Action::see,   query::Action::read,       query::Action::edit,   query::Action::remove,
    query::Action::count, query::Action::create,     query::Action::assign, query::Action::link,
    query::Action::share, query::Action::export_data};

// What becomes of records whose conditions come out in one way.
struct Change {
  struct Shift {
    std::size_t field = 0;
    query::Mode from = query::Mode::none, to = query::Mode::none;
    auto operator<=>(const Shift&) const = default;
  };
  unsigned gained = 0, lost = 0;  // bits by place in kAllActions
  std::vector<Shift> shifts;
  bool operator==(const Change&) const = default;
  bool nothing() const { return !gained && !lost && shifts.empty(); }
};

// People whom the same rules concern, before and after.
struct Profile {
  bool same = false;                                // nothing can change for them
  std::vector<std::size_t> conditions;              // places of those that have a say
  std::vector<std::size_t> place_of;                // condition -> place in `conditions`
  std::unordered_map<std::string, Change> changes;  // by "yn…", one letter for each condition
};

class Impact::Object {
 public:
  Object(const ObjectRules& before, const ObjectRules& after, storage::Connection& connection,
         storage::Deadline deadline);
  // seen: only classes all of which are in this scope; null: all.
  [[nodiscard]] Result<void> load(const query::Scope* seen);

  // False: time was up.
  [[nodiscard]] Result<bool> ask(const Principal& principal, const SharedRecords& shared,
                                 ObjectImpact& impact);

 private:
  class Question;
  struct RowCount {
    std::int64_t zk = 0;
    std::string truth;  // "yn…"
    std::int64_t count = 0;
  };
  using RowCounts = std::shared_ptr<const std::vector<RowCount>>;

  void add_conditions(const std::vector<BoundRule>& rules);
  Profile& profile_of(const Principal& principal);
  Profile make_profile(const Principal& principal) const;
  const Change& change(Profile& profile, const std::string& truth, const Principal& principal);
  Change compare(const Profile& profile, const std::string& truth,
                 const Principal& principal) const;
  Result<RowCounts> count_rows(const storage::Sql& sql);
  bool late() const { return std::chrono::steady_clock::now() > deadline_.at; }

  const ObjectRules& before_;
  const ObjectRules& after_;
  storage::Connection& connection_;
  storage::Deadline deadline_;
  std::vector<const expr::Checked*> conditions_;                    // each once
  std::unordered_map<std::string, std::size_t> condition_places_;   // by text
  std::unordered_map<const BoundRule*, std::size_t> condition_of_;  // those with one
  std::unique_ptr<ClassColumns> classes_;
  std::vector<std::int64_t> counts_;                                // beside the classes
  std::unordered_map<std::int64_t, std::uint32_t> shared_classes_;  // record -> class
  std::unordered_map<std::string, Profile> profiles_;
  std::unordered_map<std::string, RowCounts> row_counts_;
};

}  // namespace kontor::access
