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

const schema::Option* option_at(const Item& item, const schema::Field& field) {
  const auto place = static_cast<int>(&field - item.object->fields.data());
  const auto edit = std::ranges::lower_bound(item.edits, place, {}, kPlace);
  if (edit == item.edits.end() || edit->first != place) return nullptr;
  const auto* value = std::get_if<schema::FieldValue>(&edit->second);
  const auto* id = value ? std::get_if<std::int64_t>(value) : nullptr;
  return id ? field.option(static_cast<int>(*id)) : nullptr;
}

// A stage nobody chose follows the pipeline somebody did: it is the first one there.
void follow_pipeline(Item& item) {
  for (auto& [place, edit] : item.edits) {
    const schema::Field& field = item.field(place);
    if (field.pipeline_field.empty() || std::ranges::binary_search(item.given, place)) continue;
    const schema::Field* chooser = item.object->field(field.pipeline_field);
    const schema::Option* stage = option_at(item, field);
    const schema::Option* pipeline = chooser ? option_at(item, *chooser) : nullptr;
    if (!stage || !pipeline || stage->pipeline.empty() || stage->pipeline == pipeline->key)
      continue;
    const auto first = std::ranges::find_if(field.options, [&](const schema::Option& option) {
      return !option.archived && option.pipeline == pipeline->key;
    });
    if (first != field.options.end()) edit = schema::FieldValue(std::int64_t{first->id});
  }
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
    follow_pipeline(*item);
  }
  return {};
}

}  // namespace kontor::records
