#include "expr/testing/world.h"

#include "base/text.h"
#include "expr/detail/names.h"
#include "schema/change/ddl.h"
#include "schema/layout.h"
#include "storage/dialect.h"

namespace kontor::expr::testing {

using schema::Field;
using schema::FieldPart;
using schema::FieldType;
using schema::Object;
using storage::Sql;
using storage::Value;

class WorldView : public RecordView {
 public:
  WorldView(const World& world, const Record& record) : world_(world), record_(record) {}

  std::int64_t id() const override { return record_.id; }

  std::vector<Atom> values(const Step& step) const override {
    if (!may_read(step)) return {};
    if (target_of(*step.field, *world_.catalogue_)) {
      std::vector<Atom> ids;
      for (const std::int64_t id : world_.related(record_, step)) ids.emplace_back(id);
      return ids;
    }
    std::string name = step.field->name;
    if (step.part) name += "." + step.part->name;
    if (!step.facet.empty()) name += "." + step.facet;
    const auto found = record_.values.find(name);
    return found == record_.values.end() ? std::vector<Atom>() : found->second;
  }

  std::vector<std::shared_ptr<const RecordView>> related(const Step& step) const override {
    std::vector<std::shared_ptr<const RecordView>> views;
    if (!may_read(step)) return views;
    for (const std::int64_t id : world_.related(record_, step)) views.push_back(world_.view(id));
    return views;
  }

 private:
  bool may_read(const Step& step) const {
    return !world_.readable || world_.readable(*step.object, *step.field, record_.id);
  }

  const World& world_;
  const Record& record_;
};

Record& World::add(std::string_view object, std::int64_t id) {
  Record& record = records_[id];
  record.object = catalogue_->object(object);
  record.id = id;
  return record;
}

std::shared_ptr<const RecordView> World::view(std::int64_t id) const {
  return std::make_shared<WorldView>(*this, records_.at(id));
}

bool World::alive(std::int64_t id) const {
  const auto found = records_.find(id);
  return found != records_.end() && !found->second.deleted &&
         (!visible || visible(*found->second.object, id));
}

std::vector<std::int64_t> World::related(const Record& record, const Step& step) const {
  std::vector<std::int64_t> ids;
  const Field& field = *step.field;
  if (!field.relation.derived) {
    if (const auto found = record.values.find(field.name); found != record.values.end())
      for (const Atom& atom : found->second)
        if (const auto* id = std::get_if<std::int64_t>(&atom)) ids.push_back(*id);
  } else {
    const Object* target = target_of(field, *catalogue_);
    const Field* inverse = target->field(field.relation.inverse);
    for (const auto& [id, other] : records_) {
      if (other.object != target || (readable && !readable(*target, *inverse, id))) continue;
      const auto found = other.values.find(inverse->name);
      if (found != other.values.end() && found->second == std::vector<Atom>{record.id})
        ids.push_back(id);
    }
  }
  std::erase_if(ids, [&](std::int64_t id) { return !alive(id); });
  return ids;
}

namespace {

Value to_value(const Atom& atom) {
  if (const auto* number = std::get_if<std::int64_t>(&atom)) return *number;
  if (const auto* text = std::get_if<std::string>(&atom)) return *text;
  return {};
}

std::string text_of(const Atom& atom) {
  const auto* text = std::get_if<std::string>(&atom);
  return text ? *text : std::string();
}

// One row to insert.
class RowInsert {
 public:
  explicit RowInsert(std::string table) : table_(std::move(table)) {}

  void set(const std::string& column, Value value) {
    if (column.empty() || std::holds_alternative<std::monostate>(value)) return;
    columns_ += (columns_.empty() ? "" : ", ") + storage::quoted(column);
    marks_ += marks_.empty() ? "?" : ", ?";
    values_.push_back(std::move(value));
  }

  // A value with its fold and sort companions.
  void set(const FieldPart& part, const Atom& atom) {
    set(part.column, to_value(atom));
    if (!std::holds_alternative<std::string>(atom)) return;
    if (part.fold_column != part.column) set(part.fold_column, fold_case(text_of(atom)));
    if (!part.sort_column.empty()) set(part.sort_column, storage::Blob{sort_key(text_of(atom))});
  }

  Sql sql() && {
    return {
        "INSERT INTO " + storage::quoted(table_) + " (" + columns_ + ") VALUES (" + marks_ + ")",
        std::move(values_)};
  }

 private:
  std::string table_, columns_, marks_;
  std::vector<Value> values_;
};

const std::vector<Atom>& values_of(const Record& record, const std::string& name) {
  static const std::vector<Atom> kNone;
  const auto found = record.values.find(name);
  return found == record.values.end() ? kNone : found->second;
}

void add_many(const Record& record, const Field& field, std::vector<Sql>& rows) {
  const std::vector<Atom>& values = values_of(record, field.name);
  for (std::size_t i = 0; i < values.size(); ++i) {
    const bool linked = !field.relation.link_table.empty();
    RowInsert row(linked ? field.relation.link_table : field.child_table);
    if (linked) {
      row.set(field.relation.link_here, record.id);
      row.set(field.relation.link_there, to_value(values[i]));
    } else {
      row.set("record", record.id);
      if (field.type != FieldType::multi_select) row.set("position", std::int64_t(i));
      row.set(field.value, values[i]);
      for (const FieldPart& part : field.parts)
        if (const auto& all = values_of(record, field.name + "." + part.name); i < all.size())
          row.set(part, all[i]);
    }
    rows.push_back(std::move(row).sql());
  }
}

void add_rows(const Record& record, std::vector<Sql>& rows) {
  RowInsert row(record.object->table);
  row.set("id", record.id);
  if (record.deleted) row.set("deleted_at", std::int64_t{1});
  for (const Field& field : record.object->fields) {
    if (field.relation.derived || field.name == "deleted_at") continue;
    if (field.has_many_values()) {
      add_many(record, field, rows);
      continue;
    }
    auto set = [&](const FieldPart& part, const std::string& name) {
      const auto& values = values_of(record, name);
      if (!values.empty()) row.set(part, values.front());
    };
    set(field.value, field.name);
    for (const FieldPart& part : field.parts) set(part, field.name + "." + part.name);
    if (!field.currency_column.empty())
      set({.column = field.currency_column}, field.name + ".currency");
  }
  rows.push_back(std::move(row).sql());
}

}  // namespace

Result<void> World::load(storage::Database& database) const {
  return database.write([&](storage::Transaction& transaction) -> Result<void> {
    for (const Object& object : catalogue_->objects())
      for (const schema::Table& table : schema::tables(object))
        TRY(transaction.script(schema::create_table(table, transaction.engine())));
    return fill(transaction);
  });
}

Result<void> World::fill(storage::Transaction& transaction) const {
  std::vector<Sql> rows;
  for (const auto& [id, record] : records_) add_rows(record, rows);
  for (const Sql& row : rows) TRY(transaction.execute(row));
  return {};
}

}  // namespace kontor::expr::testing
