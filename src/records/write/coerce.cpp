// Every value becomes one of its field's type, or an error that says why not. Errors: value.*,
// number.*, money.*. Nothing here depends on what is stored.
#include <algorithm>

#include "records/write/run.h"

namespace kontor::records {
namespace {

// What the program keeps itself it hands over in memory's form.
Result<schema::FieldEdit> coerce_input(const schema::Field& field, const FieldInput& input,
                                       bool by_system) {
  if (auto* json = std::get_if<JsonValue>(&input.value)) return schema::from_wire(field, *json);
  if (field.read_only && !by_system) return fail(Code::invalid, "value.read_only", {}, field.name);
  return std::get<schema::FieldEdit>(input.value);
}

void coerce_item(Item& item, const Change& change, bool by_system) {
  for (const auto& input : change.fields) {
    const schema::Field* field = item.object->field(input.field);
    if (!field || field->archived) {
      std::string name = input.field.substr(0, 100);
      refuse(item, {Code::invalid, "value.unknown_field", {{"field", name}}, name});
      continue;
    }
    auto edit = coerce_input(*field, input, by_system);
    if (!edit) {
      refuse(item, std::move(edit).error());
      continue;
    }
    item.edits.emplace_back(static_cast<int>(field - item.object->fields.data()), *std::move(edit));
  }
  // In the order of the fields, whatever the order of the request: answers and history agree.
  std::ranges::stable_sort(item.edits, {}, [](const auto& edit) { return edit.first; });
  for (const auto& [place, edit] : item.edits) item.given.push_back(place);
  auto twice = std::ranges::adjacent_find(item.edits, {}, [](const auto& e) { return e.first; });
  if (twice != item.edits.end())
    refuse(item, {Code::bad_request, "write.repeated_field", {}, item.field(twice->first).name});
}

}  // namespace

Result<void> coerce(Run& run) {
  for (Item* item : live(run)) coerce_item(*item, run.batch.changes[item->change], run.by_system());
  return {};
}

}  // namespace kontor::records
