// Is the record as it will be acceptable? Errors: value.required, value.wrong_pipeline,
// value.not_unique.
#include <algorithm>
#include <set>

#include "base/text.h"
#include "records/write/settle.h"
#include "storage/dialect.h"

namespace kontor::records {

using schema::Field;
using schema::FieldValue;

namespace {

bool is_touched(const Item& item, int place) {
  return std::ranges::binary_search(item.touched, place);
}

// What was empty before a field became required may stay so until someone edits it.
void check_required(Item& item) {
  for (std::size_t i = 0; i < item.object->fields.size(); ++i) {
    const Field& field = item.object->fields[i];
    int place = static_cast<int>(i);
    if (!field.required || field.archived) continue;
    bool matters = item.op == Op::create || is_touched(item, place);
    bool linked = std::ranges::any_of(
        item.links, [&](const LinkEdit& edit) { return edit.field == place && !edit.add.empty(); });
    bool kept_by_server = field.type == schema::FieldType::auto_number;
    bool many = field.type == schema::FieldType::relation && field.has_many_values();
    if (many && item.op != Op::create) continue;
    if (matters && is_empty(item.value(place)) && !linked && !kept_by_server)
      refuse(item, {Code::invalid, "value.required", {}, field.name});
  }
}

const schema::Option* chosen(const Item& item, const Field& field) {
  auto place = static_cast<int>(&field - item.object->fields.data());
  auto* id = std::get_if<std::int64_t>(&item.value(place));
  return id ? field.option(static_cast<int>(*id)) : nullptr;
}

// A stage belongs to its pipeline. Who moves a record to another pipeline without naming a stage
// gets the first one there.
void check_pipeline(Item& item, const Run& run) {
  for (int place : item.shape->single) {
    const Field& field = item.field(place);
    if (field.type != schema::FieldType::status || field.pipeline_field.empty()) continue;
    const Field* pipeline_field = item.object->field(field.pipeline_field);
    if (!pipeline_field) continue;
    int pipeline_place = static_cast<int>(pipeline_field - item.object->fields.data());
    if (!is_touched(item, place) && !is_touched(item, pipeline_place)) continue;
    const schema::Option* pipeline = chosen(item, *pipeline_field);
    const schema::Option* stage = chosen(item, field);
    auto fits = [&](const schema::Option& option) {
      return option.pipeline.empty() || (pipeline && option.pipeline == pipeline->key);
    };
    if (stage && fits(*stage)) continue;
    bool named = stage && std::ranges::binary_search(item.given, place);
    auto first = std::ranges::find_if(
        field.options, [&](const auto& option) { return !option.archived && fits(option); });
    if (named || first == field.options.end()) {
      if (stage) refuse(item, {Code::invalid, "value.wrong_pipeline", {}, field.name});
      continue;
    }
    item.value(place) = std::int64_t{first->id};
    settle(item, run);
  }
}

// The compared form of a unique field's value; empty values are never equal.
std::optional<storage::Value> compared(const Item& item, int place) {
  const FieldValue& value = item.value(place);
  if (auto* text = std::get_if<std::string>(&value)) return fold_case(*text);
  if (auto* number = std::get_if<std::int64_t>(&value)) return *number;
  return std::nullopt;
}

storage::Sql holders_sql(const storage::Connection& connection, const RowShape& shape,
                         const Field& field, const std::vector<storage::Value>& values) {
  bool texts = !field.value.fold_column.empty();
  std::string column = texts ? field.value.fold_column : field.value.column;
  storage::Sql sql{"SELECT id, " + column + " FROM " + shape.object().table + " WHERE ", {}};
  if (texts) {
    auto set = std::make_shared<std::vector<std::string>>();
    for (const auto& value : values) set->push_back(std::get<std::string>(value));
    sql << storage::in_texts(connection.engine(), column);
    sql.params.emplace_back(storage::TextSet(set));
  } else {
    std::vector<std::int64_t> set;
    for (const auto& value : values) set.push_back(std::get<std::int64_t>(value));
    sql << storage::in_ints(connection.engine(), column);
    sql.params.emplace_back(make_set(std::move(set)));
  }
  return sql << " AND deleted_at IS NULL";
}

// Nobody else has the value: neither a living record nor an earlier one of this batch.
Result<void> check_unique(Run& run, const std::vector<Item*>& items, int place) {
  const RowShape& shape = *items.front()->shape;
  const Field& field = items.front()->field(place);
  std::map<storage::Value, Item*> wanted;
  std::vector<storage::Value> values;
  for (Item* item : items) {
    bool matters = item->op == Op::create || item->op == Op::restore || is_touched(*item, place);
    auto value = compared(*item, place);
    if (item->failed() || item->op == Op::remove || !matters || !value) continue;
    if (!wanted.emplace(*value, item).second) {
      refuse(*item, {Code::conflict, "value.not_unique", {}, field.name});
    } else {
      values.push_back(*value);
    }
  }
  if (values.empty()) return {};
  std::ranges::sort(values);
  return run.tx->each(holders_sql(*run.tx, shape, field, values), [&](const storage::Row& row) {
    storage::Value value = field.value.fold_column.empty()
                               ? storage::Value(row.integer(1))
                               : storage::Value(std::string(row.text(1)));
    auto found = wanted.find(value);
    if (found == wanted.end()) return true;
    // The holder may be giving it up in this very batch.
    std::int64_t holder = row.integer(0);
    auto same = std::ranges::find(items, holder, [](const Item* item) { return item->id.value; });
    bool leaving = same != items.end() && !(*same)->failed() &&
                   ((*same)->op == Op::remove || compared(**same, place) != value);
    if (!leaving && found->second->id.value != holder && !found->second->failed())
      refuse(*found->second, {Code::conflict, "value.not_unique", {}, field.name});
    return true;
  });
}

}  // namespace

Result<void> validate(Run& run) {
  for (const auto& items : live_by_object(run)) {
    for (Item* item : items) {
      if (item->op == Op::remove) continue;
      check_pipeline(*item, run);
      check_required(*item);
    }
    for (int place : items.front()->shape->single) {
      if (items.front()->field(place).unique) TRY(check_unique(run, items, place));
    }
  }
  return {};
}

}  // namespace kontor::records
