// What a new record gets without being asked: its owner, and the defaults of its fields. Errors:
// expr.* (a broken default).
#include <algorithm>

#include "records/write/default_values.h"
#include "records/write/run.h"

namespace kontor::records {
namespace {

using Edits = std::vector<std::pair<int, schema::FieldEdit>>;

constexpr auto kPlace = [](const auto& edit) { return edit.first; };

// Keeps edits in the order of their fields.
void add_missing(Item& item, const Edits& defaults) {
  std::size_t given = item.edits.size();
  for (const auto& edit : defaults) {
    auto end = item.edits.begin() + static_cast<std::ptrdiff_t>(given);
    if (!std::ranges::binary_search(item.edits.begin(), end, edit.first, {}, kPlace))
      item.edits.push_back(edit);
  }
  if (item.edits.size() > given) std::ranges::stable_sort(item.edits, {}, kPlace);
}

Result<Edits> defaults_of(const Run& run, const RowShape& shape) {
  auto values = TRY(default_values(run, shape));
  bool owner = std::ranges::binary_search(values, shape.owner, {}, kPlace);
  if (!owner && run.actor.user)
    values.emplace_back(shape.owner, schema::FieldValue(run.actor.user.value));
  return values;
}

}  // namespace

Result<void> defaults(Run& run) {
  std::map<const RowShape*, Edits> known;
  for (Item* item : live(run)) {
    if (item->op != Op::create) continue;
    auto found = known.find(item->shape);
    if (found == known.end())
      found = known.emplace(item->shape, TRY(defaults_of(run, *item->shape))).first;
    add_missing(*item, found->second);
  }
  return {};
}

}  // namespace kontor::records
