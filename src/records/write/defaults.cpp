// What a new record gets without being asked: its owner, and the defaults of its fields.
#include <algorithm>

#include "records/write/default_values.h"
#include "records/write/run.h"

namespace kontor::records {

Result<void> defaults(Run& run) {
  for (Item* item : live(run)) {
    if (item->op != Op::create) continue;
    std::vector<std::pair<int, schema::FieldEdit>> added;
    auto given = [&](int place) {
      return std::ranges::binary_search(item->edits, place, {},
                                        [](const auto& edit) { return edit.first; });
    };
    if (!given(item->shape->owner) && run.actor.user)
      added.emplace_back(item->shape->owner, schema::FieldValue(run.actor.user.value));
    for (int place : item->shape->single) {
      const auto& field = item->field(place);
      if (field.default_value.empty() || given(place) || field.archived) continue;
      auto value = TRY(default_value(run, *item->object, field));
      if (!is_empty(value)) added.emplace_back(place, std::move(value));
    }
    for (auto& edit : added) item->edits.push_back(std::move(edit));
    std::ranges::stable_sort(item->edits, {}, [](const auto& edit) { return edit.first; });
  }
  return {};
}

}  // namespace kontor::records
