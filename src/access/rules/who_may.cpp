#include "access/rules/who_may.h"

#include <algorithm>
#include <set>

#include "access/rules/answers.h"
#include "access/rules/decide.h"

namespace kontor::access {
namespace {

using expr::CheckedNode;
using expr::Op;

Shared sharing(const Principal& principal, RecordId record) {
  const auto has = [&](const char* set) {
    const auto found = principal.bindings.mine.find(set);
    return found != principal.bindings.mine.end() && found->second &&
           std::ranges::binary_search(*found->second, record.value);
  };
  if (has("shared edit")) return Shared::to_edit;
  return has("shared read") ? Shared::to_read : Shared::no;
}

// Sets of the reader that a condition speaks of; an empty name: the reader himself.
void add_words(const CheckedNode& node, std::set<std::string>& words) {
  if (!node.set.empty() || node.op == Op::mine) words.insert(node.set);
  for (const auto& child : node.children) add_words(*child, words);
}

// Equal for readers to whom the condition says the same.
std::vector<std::int64_t> expansion(const CheckedNode& condition, const Principal& principal) {
  std::set<std::string> words;
  add_words(condition, words);
  std::vector<std::int64_t> members;
  for (const std::string& word : words) {
    const auto set = principal.bindings.mine.find(word);
    const bool known = set != principal.bindings.mine.end() && set->second;
    members.push_back(word.empty() ? principal.bindings.me : known ? std::ssize(*set->second) : 0);
    if (!word.empty() && known)
      members.insert(members.end(), set->second->begin(), set->second->end());
  }
  return members;
}

bool asks_shares(const CheckedNode& node, bool of_others) {
  if (node.op == Op::shared) return of_others;
  return std::ranges::any_of(node.children, [&](const expr::CheckedPtr& child) {
    return asks_shares(*child, of_others || !node.path.empty());
  });
}

}  // namespace

bool asks_shares_of_others(const ObjectRules& rules) {
  return std::ranges::any_of(all_rules(rules), [](const BoundRule* rule) {
    return rule->when && asks_shares(*rule->when->root, false);
  });
}

Result<std::vector<std::string>> WhoMay::rules_for(const Principal& principal) {
  std::optional<Error> error;
  const Holds holds = [&](const BoundRule& rule) {
    if (error) return false;
    auto held = this->holds(rule, principal);
    if (!held) error = std::move(held).error();
    return held && *held;
  };
  const bool may = allowed(action_, rules_, principal, holds);
  std::vector<std::string> names;
  for (const BoundRule& rule : rules_.allows)
    if (may && rule.grants(action_) && principal.concerned_by(*rule.rule) && holds(rule))
      names.push_back(rule.rule->name);
  if (error) return Failure(*std::move(error));
  return names;
}

Result<bool> WhoMay::holds(const BoundRule& rule, const Principal& principal) {
  if (!rule.when) return true;
  ClassTest test(*rule.when, principal.bindings);
  const Verdict verdict = test.of_all(class_, sharing(principal, record_)).front();
  if (verdict != Verdict::open) return verdict == Verdict::yes;
  return row_holds(rule, principal);
}

Result<bool> WhoMay::row_holds(const BoundRule& rule, const Principal& principal) {
  const std::pair key{&rule, expansion(*rule.when->root, principal)};
  const auto found = known_.find(key);
  if (found != known_.end()) return found->second;
  const auto truth =
      TRY(truth_of({&rule}, principal, principal.bindings, connection_, *rules_.object, record_));
  return known_[key] = truth.at(&rule);
}

}  // namespace kontor::access
