#include "access/rules/class_groups.h"

namespace kontor::access {
namespace {

char letter(Verdict verdict) {
  return verdict == Verdict::no ? kNo : verdict == Verdict::yes ? kYes : kOpen;
}

}  // namespace

ClassGroups group_classes(const ClassColumns& classes,
                          const std::vector<const expr::Checked*>& conditions,
                          const expr::Bindings& bindings, Shared shared) {
  ClassGroups groups{std::vector<std::uint32_t>(classes.classes().size()), {""}};
  constexpr auto kNew = static_cast<std::uint32_t>(-1);
  for (const expr::Checked* condition : conditions) {
    const auto verdicts = ClassTest(*condition, bindings).of_all(classes, shared);
    std::vector<std::uint32_t> next(3 * groups.truths.size(), kNew);
    std::vector<std::string> truths;
    for (std::size_t i = 0; i < verdicts.size(); ++i) {
      auto& group = next[3 * groups.of[i] + static_cast<std::size_t>(verdicts[i])];
      if (group == kNew) {
        group = static_cast<std::uint32_t>(truths.size());
        truths.push_back(groups.truths[groups.of[i]] + letter(verdicts[i]));
      }
      groups.of[i] = group;
    }
    if (!verdicts.empty()) groups.truths = std::move(truths);
  }
  return groups;
}

}  // namespace kontor::access
