#include "query/typed_rows.h"

namespace kontor::query {
namespace {

using schema::FieldType;
using schema::FieldValue;

bool is_text(FieldType type) {
  return type == FieldType::text || type == FieldType::long_text ||
         type == FieldType::person_name || type == FieldType::auto_number;
}

FieldValue entries_of(std::span<const Cell> cells) {
  schema::Entries entries;
  for (const Cell& cell : cells) {
    entries.push_back({std::string(cell.text), std::string(cell.extra), std::string(cell.more)});
  }
  return entries.empty() ? FieldValue() : FieldValue(std::move(entries));
}

FieldValue ids_of(std::span<const Cell> cells) {
  schema::Ids ids;
  for (const Cell& cell : cells) ids.push_back(cell.number);
  return ids.empty() ? FieldValue() : FieldValue(std::move(ids));
}

FieldValue address_of(const schema::Field& field, std::span<const Cell> cells) {
  schema::Parts parts;
  bool filled = false;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    filled = filled || cells[i].filled;
    if (!cells[i].filled) {
      parts.values.emplace_back();
    } else if (is_text(field.parts[i].type)) {
      parts.values.emplace_back(std::string(cells[i].text));
    } else {
      parts.values.emplace_back(cells[i].number);
    }
  }
  return filled ? FieldValue(std::move(parts)) : FieldValue();
}

FieldValue value_of(const Column& column, std::span<const Cell> cells) {
  const schema::Field& field = *column.field;
  if (field.type == FieldType::multi_select || field.has_many_values()) {
    return field.child_table.empty() || field.type == FieldType::multi_select ? ids_of(cells)
                                                                              : entries_of(cells);
  }
  if (!column.part && field.type == FieldType::postal_address) return address_of(field, cells);
  const Cell& cell = cells[0];
  if (!cell.filled) return {};
  if (is_text(column.part ? column.part->type : field.type)) return std::string(cell.text);
  if (field.type == FieldType::money) return Money{cell.number, std::string(cell.extra)};
  return cell.number;
}

bool is_linked(FieldType type) {
  return type == FieldType::relation || type == FieldType::user || type == FieldType::user_system;
}

}  // namespace

void TypedRows::begin(const RecordHead& head) {
  records_.push_back({RecordId{head.id}, head.version, std::string(head.title), head.can, {}});
}

void TypedRows::cells(std::size_t column, Mode mode, std::span<const Cell> cells,
                      std::int64_t total) {
  TypedValue value{.mode = mode, .value = {}, .titles = {}, .total = total};
  if (mode == Mode::mask) {
    if (cells[0].filled) value.value = std::string(cells[0].text);
  } else if (mode >= Mode::read) {
    value.value = value_of(columns_[column], cells);
    if (is_linked(columns_[column].field->type)) {
      for (const Cell& cell : cells) value.titles.emplace_back(cell.text);
    }
  }
  records_.back().values.push_back(std::move(value));
}

}  // namespace kontor::query
