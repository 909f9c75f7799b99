#include "records/record.h"

#include <algorithm>
#include <stdexcept>

#include "base/text.h"
#include "storage/dialect.h"

namespace kontor::records {

using schema::Field;
using schema::FieldPart;
using schema::FieldType;
using schema::FieldValue;
using storage::Value;

namespace {

constexpr int kFixedColumns = 3;  // id, version, zk

bool is_text_type(FieldType type) {
  return type == FieldType::text || type == FieldType::long_text ||
         type == FieldType::person_name || type == FieldType::auto_number;
}

int place_of(const schema::Object& object, std::string_view name) {
  const Field* field = object.field(name);
  if (!field) throw std::logic_error("object without the field " + std::string(name));
  return static_cast<int>(field - object.fields.data());
}

void add_part_columns(const FieldPart& part, std::vector<std::string>& columns) {
  if (part.column.empty()) return;
  columns.push_back(part.column);
  if (!part.fold_column.empty() && part.fold_column != part.column)
    columns.push_back(part.fold_column);
  if (!part.sort_column.empty()) columns.push_back(part.sort_column);
}

void append_text(const FieldPart& part, const std::string* text, std::vector<Value>& params) {
  bool fold = !part.fold_column.empty() && part.fold_column != part.column;
  if (!text) {
    params.emplace_back();
    if (fold) params.emplace_back();
    if (!part.sort_column.empty()) params.emplace_back();
    return;
  }
  params.emplace_back(*text);
  if (fold) params.emplace_back(fold_case(*text));
  if (!part.sort_column.empty()) params.emplace_back(storage::Blob{sort_key(*text)});
}

void append_part(const FieldPart& part, const schema::PartValue& value,
                 std::vector<Value>& params) {
  if (is_text_type(part.type)) {
    append_text(part, std::get_if<std::string>(&value), params);
  } else if (auto* number = std::get_if<std::int64_t>(&value)) {
    params.emplace_back(*number);
  } else if (auto* text = std::get_if<std::string>(&value)) {
    params.emplace_back(*text);
  } else {
    params.emplace_back();
  }
}

schema::PartValue read_part(const storage::Row& row, int column, const FieldPart& part) {
  if (row.is_null(column)) return {};
  if (is_text_type(part.type)) return std::string(row.text(column));
  return row.integer(column);
}

}  // namespace

RowShape::RowShape(const schema::Object& object)
    : owner(place_of(object, "owner")),
      unit(place_of(object, "unit")),
      territory(place_of(object, "territory")),
      organisation(place_of(object, "organisation")),
      confidential(place_of(object, "confidential")),
      created_at(place_of(object, "created_at")),
      created_by(place_of(object, "created_by")),
      changed_at(place_of(object, "changed_at")),
      changed_by(place_of(object, "changed_by")),
      deleted_at(place_of(object, "deleted_at")),
      object_(&object) {
  insert_columns_ = {"id", "version", "zk"};
  select_list_ = "id, version, zk";
  for (int i = 0; i < static_cast<int>(object.fields.size()); ++i) {
    const Field& field = object.fields[static_cast<std::size_t>(i)];
    if (field.name == object.title_field) title = i;
    if (!field.child_table.empty()) {
      children.push_back(i);
    } else if (!field.has_many_values()) {
      single.push_back(i);
      for (auto& column : columns(i)) insert_columns_.push_back(column);
      // Reading needs the values only, not their folds and sort keys.
      if (!field.value.column.empty()) select_list_ += ", " + field.value.column;
      if (!field.currency_column.empty()) select_list_ += ", " + field.currency_column;
      for (const auto& part : field.parts) select_list_ += ", " + part.column;
    }
  }
}

std::vector<std::string> RowShape::columns(int place) const {
  const Field& field = object_->fields[static_cast<std::size_t>(place)];
  std::vector<std::string> columns;
  add_part_columns(field.value, columns);
  if (!field.currency_column.empty()) columns.push_back(field.currency_column);
  for (const auto& part : field.parts) add_part_columns(part, columns);
  return columns;
}

void RowShape::append(const Record& record, std::vector<Value>& params) const {
  params.emplace_back(record.id.value);
  params.emplace_back(record.version);
  params.emplace_back(record.zk);
  for (int field : single)
    append_field(field, record.values[static_cast<std::size_t>(field)], params);
}

void RowShape::append_field(int place, const FieldValue& value, std::vector<Value>& params) const {
  const Field& field = object_->fields[static_cast<std::size_t>(place)];
  if (field.type == FieldType::money) {
    auto* money = std::get_if<Money>(&value);
    params.push_back(money ? Value(money->minor) : Value());
    params.push_back(money ? Value(money->currency) : Value());
  } else if (field.type == FieldType::postal_address) {
    auto* parts = std::get_if<schema::Parts>(&value);
    for (std::size_t i = 0; i < field.parts.size(); ++i)
      append_part(field.parts[i], parts ? parts->values[i] : schema::PartValue{}, params);
  } else if (is_text_type(field.type)) {
    append_text(field.value, std::get_if<std::string>(&value), params);
  } else if (auto* number = std::get_if<std::int64_t>(&value)) {
    params.emplace_back(*number);
  } else if (field.type == FieldType::checkbox) {
    params.emplace_back(std::int64_t{0});
  } else {
    params.emplace_back();
  }
}

Record RowShape::read(const storage::Row& row) const {
  Record record;
  record.id = RecordId{row.integer(0)};
  record.version = row.integer(1);
  record.zk = row.integer(2);
  record.values.resize(object_->fields.size());
  int column = kFixedColumns;
  for (int field : single) read_field(row, column, field, record);
  return record;
}

void RowShape::read_field(const storage::Row& row, int& column, int place, Record& record) const {
  const Field& field = object_->fields[static_cast<std::size_t>(place)];
  FieldValue& value = record.values[static_cast<std::size_t>(place)];
  if (field.type == FieldType::money) {
    if (!row.is_null(column)) value = Money{row.integer(column), std::string(row.text(column + 1))};
    column += 2;
  } else if (field.type == FieldType::postal_address) {
    schema::Parts parts;
    bool filled = false;
    for (const auto& part : field.parts) {
      parts.values.push_back(read_part(row, column++, part));
      filled |= parts.values.back().index() != 0;
    }
    if (filled) value = std::move(parts);
  } else {
    if (!row.is_null(column)) {
      if (is_text_type(field.type)) {
        value = std::string(row.text(column));
      } else {
        value = row.integer(column);
      }
    }
    ++column;
  }
}

std::int64_t RowShape::id_at(int place, const Record& record) const {
  auto* id = std::get_if<std::int64_t>(&record.values[static_cast<std::size_t>(place)]);
  return id ? *id : 0;
}

bool RowShape::is_confidential(const Record& record) const {
  auto* flag = std::get_if<std::int64_t>(&record.values[static_cast<std::size_t>(confidential)]);
  return flag && *flag;
}

std::string_view RowShape::title_of(const Record& record) const {
  if (title < 0) return {};
  auto* text = std::get_if<std::string>(&record.values[static_cast<std::size_t>(title)]);
  return text ? std::string_view(*text) : std::string_view();
}

namespace {

std::string joined_name(const RowShape& shape, const Field& field, const Record& record) {
  std::string name;
  for (const auto& part : field.name_parts) {
    const Field* source = shape.object().field(part);
    if (!source) continue;
    auto place = static_cast<std::size_t>(source - shape.object().fields.data());
    auto* text = std::get_if<std::string>(&record.values[place]);
    if (!text) continue;
    if (!name.empty()) name += ' ';
    name += *text;
  }
  return name;
}

}  // namespace

void make_names(const RowShape& shape, Record& record) {
  for (int place : shape.single) {
    const Field& field = shape.object().fields[static_cast<std::size_t>(place)];
    if (field.type != FieldType::person_name) continue;
    std::string name = joined_name(shape, field, record);
    record.values[static_cast<std::size_t>(place)] =
        name.empty() ? FieldValue{} : FieldValue(std::move(name));
  }
}

Shapes::Shapes(schema::CataloguePtr catalogue) : catalogue_(std::move(catalogue)) {
  for (const auto& object : catalogue_->objects())
    shapes_.emplace_back(object.id, std::make_shared<const RowShape>(object));
  std::ranges::sort(shapes_, {}, &std::pair<int, RowShapePtr>::first);
}

const RowShape& Shapes::of(const schema::Object& object) const {
  auto found =
      std::ranges::lower_bound(shapes_, object.id, {}, &std::pair<int, RowShapePtr>::first);
  if (found == shapes_.end() || found->first != object.id)
    throw std::logic_error("object of another catalogue");
  return *found->second;
}

storage::IntSet make_set(std::vector<std::int64_t> ids) {
  std::ranges::sort(ids);
  ids.erase(std::ranges::unique(ids).begin(), ids.end());
  return std::make_shared<const std::vector<std::int64_t>>(std::move(ids));
}

namespace {

Record* find(std::vector<Record>& records, std::int64_t id) {
  auto found = std::ranges::lower_bound(records, RecordId{id}, {}, &Record::id);
  return found != records.end() && found->id.value == id ? &*found : nullptr;
}

Result<void> load_child(storage::Connection& connection, const Field& field, std::size_t place,
                        const storage::IntSet& ids, std::vector<Record>& records) {
  bool options = field.type == FieldType::multi_select;
  bool phones = field.type == FieldType::phones;
  storage::Sql sql{"SELECT record, ", {ids}};
  sql << (options ? "option_id" : phones ? "value, label, e164" : "value, label");
  sql << " FROM " << field.child_table << " WHERE "
      << storage::in_ints(connection.engine(), "record") << " ORDER BY record, "
      << (options ? "option_id" : "position");
  return connection.each(sql, [&](const storage::Row& row) {
    Record* record = find(records, row.integer(0));
    if (!record) return true;
    FieldValue& value = record->values[place];
    if (options) {
      if (is_empty(value)) value = schema::Ids{};
      std::get<schema::Ids>(value).push_back(row.integer(1));
    } else {
      if (is_empty(value)) value = schema::Entries{};
      schema::Entry entry{std::string(row.text(1)), std::string(row.text(2))};
      if (phones) entry.e164 = std::string(row.text(3));
      std::get<schema::Entries>(value).push_back(std::move(entry));
    }
    return true;
  });
}

}  // namespace

Result<std::vector<Record>> load_records(storage::Connection& connection, const RowShape& shape,
                                         storage::IntSet ids, Lock lock) {
  std::vector<Record> records;
  if (ids->empty()) return records;
  storage::Sql sql{"SELECT " + shape.select_list() + " FROM " + shape.object().table + " WHERE " +
                       storage::in_ints(connection.engine(), "id") + " ORDER BY id",
                   {ids}};
  if (lock == Lock::update && connection.engine() == storage::Engine::postgres)
    sql << " FOR UPDATE";
  records.reserve(ids->size());
  TRY(connection.each(sql, [&](const storage::Row& row) {
    records.push_back(shape.read(row));
    return true;
  }));
  if (records.empty()) return records;
  for (int place : shape.children) {
    const Field& field = shape.object().fields[static_cast<std::size_t>(place)];
    TRY(load_child(connection, field, static_cast<std::size_t>(place), ids, records));
  }
  return records;
}

}  // namespace kontor::records
