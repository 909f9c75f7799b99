#include "conflict_model.h"

#include <algorithm>

namespace kontor::shows {
namespace {

std::string value_of(const Values& values, const std::string& field) {
  auto found = values.find(field);
  return found == values.end() ? "" : found->second;
}

}  // namespace

Model::Verdict Model::edit(std::int64_t base, const Values& edits,
                           const std::vector<std::string>& overwrite) {
  Verdict verdict;
  const Values& then = versions_.at(static_cast<std::size_t>(base - 1));
  Values next = values();
  for (const auto& [field, ours] : edits) {
    std::string theirs = value_of(values(), field);
    bool changed_since = theirs != value_of(then, field);
    bool decided = std::ranges::count(overwrite, field) > 0;
    if (changed_since && ours != theirs && !decided) verdict.clashes.push_back(field);
    verdict.changed |= ours != theirs;
    next[field] = ours;
  }
  verdict.merged = base < version();
  if (!verdict.clashes.empty()) verdict.changed = false;
  if (verdict.changed) versions_.push_back(std::move(next));
  return verdict;
}

}  // namespace kontor::shows
