// All rules in force, checked against one catalogue: for each object what allows, limits, forbids
// and caps. Immutable and shared; made anew when rules or the catalogue change.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "access/rules/rule.h"
#include "base/result.h"
#include "expr/check.h"

namespace kontor::access {

struct BoundRule {
  std::shared_ptr<const Rule> rule;
  std::optional<expr::Checked> when;  // none: always
  // Of an allow rule what it shows of each field, of a cap what it leaves. By place in
  // Object::fields of the catalogue that readers have.
  query::FieldModes modes = {};

  bool grants(query::Action action) const;
  bool bites(query::Action action) const;
};

struct ObjectRules {
  const schema::Object* object = nullptr;
  std::vector<BoundRule> allows, limits, forbids, caps;
  std::vector<query::MaskStyle> masks;  // by place of the field; empty: all usual
};

class RuleBook {
 public:
  // Errors: those of expr/, with the rule's name as Error::field; rule.mask_type {field},
  // rule.too_many_caps {max}, rule.too_many_conditions {max}.
  [[nodiscard]] static Result<std::shared_ptr<const RuleBook>> make(
      const std::vector<Rule>& rules, const schema::CataloguePtr& catalogue,
      std::int64_t epoch = 0);
  // The same for rules that were right when they were saved: where the catalogue has changed under
  // a rule it allows nothing any more, and a limit or forbid keeps everybody out.
  static std::shared_ptr<const RuleBook> make_safe(const std::vector<Rule>& rules,
                                                   const schema::CataloguePtr& catalogue,
                                                   std::int64_t epoch);

  // Null: the object is none of this catalogue.
  const ObjectRules* of(const schema::Object& object) const;

  // Every set of the reader that some condition asks for (expr::Checked::sets).
  const std::set<std::string>& sets() const { return sets_; }
  const schema::CataloguePtr& catalogue() const { return catalogue_; }
  std::int64_t epoch() const { return epoch_; }
  // Rules that no longer fit the catalogue, and why.
  const std::map<std::string, Error>& broken() const { return broken_; }

 private:
  RuleBook(const schema::CataloguePtr& catalogue, std::int64_t epoch);
  Result<void> add(const std::shared_ptr<const Rule>& rule, bool safe);
  Result<void> add(const std::shared_ptr<const Rule>& rule, ObjectRules& rules, bool safe);
  static Result<void> add_masks(const Rule& rule, ObjectRules& rules, bool safe);
  void add_shares(ObjectRules& rules);

  schema::CataloguePtr catalogue_, rule_catalogue_;
  std::int64_t epoch_ = 0;
  std::map<int, ObjectRules> objects_;  // by Object::id
  std::set<std::string> sets_;
  std::map<std::string, Error> broken_;
};

using RuleBookPtr = std::shared_ptr<const RuleBook>;

// The rules that stand for single shares.
inline constexpr const char* kSharedToRead = "#shared to read";
inline constexpr const char* kSharedToEdit = "#shared to edit";
inline bool is_share(const BoundRule& bound) {
  return bound.rule->name.starts_with('#');
}

inline constexpr std::size_t kMaxAtoms = 64;    // comparisons in a condition
inline constexpr std::size_t kMaxOpenCaps = 4;  // caps with `unless` for one object

}  // namespace kontor::access
