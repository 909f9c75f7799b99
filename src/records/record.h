// A record in memory, as the write path sees it, and how it lies in its table.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/id.h"
#include "base/result.h"
#include "query/scope.h"
#include "schema/catalogue.h"
#include "schema/fields/value.h"
#include "storage/database.h"

namespace kontor::records {

// Values stand at the place of their field in Object::fields, system fields included. Relations to
// many have no value here: their links are read and changed on their own.
struct Record {
  RecordId id;
  std::int64_t version = 0;
  std::int64_t zk = 0;  // access class
  std::vector<schema::FieldValue> values;
};

// How the records of one object lie in the database: computed once per catalogue.
class RowShape {
 public:
  explicit RowShape(const schema::Object& object);

  const schema::Object& object() const { return *object_; }

  // Places of the system fields in Object::fields.
  int owner, unit, territory, organisation, confidential, created_at, created_by, changed_at,
      changed_by, deleted_at;
  int title = -1;  // of the title field

  std::vector<int> single;    // fields with columns of their own
  std::vector<int> children;  // fields with a child table

  // "id, version, ...": the columns that read() expects, in order.
  const std::string& select_list() const { return select_list_; }
  [[nodiscard]] Record read(const storage::Row& row) const;

  // All columns of the table in the order of insert_columns(), with folds and sort keys.
  const std::vector<std::string>& insert_columns() const { return insert_columns_; }
  void append(const Record& record, std::vector<storage::Value>& params) const;

  // The columns of one single-valued field and what they hold for `value`.
  std::vector<std::string> columns(int field) const;
  void append_field(int field, const schema::FieldValue& value,
                    std::vector<storage::Value>& params) const;

  bool is_deleted(const Record& record) const { return !is_empty(record.values[deleted_at]); }
  // What a to-one field holds; 0: none.
  std::int64_t id_at(int place, const Record& record) const;
  std::int64_t owner_of(const Record& record) const { return id_at(owner, record); }
  bool is_confidential(const Record& record) const;
  std::string_view title_of(const Record& record) const;

 private:
  void read_field(const storage::Row& row, int& column, int field, Record& record) const;

  const schema::Object* object_;
  std::string select_list_;
  std::vector<std::string> insert_columns_;
};

// Fills the person_name fields from their parts: "Dr. Anna Müller".
void make_names(const RowShape& shape, Record& record);

using RowShapePtr = std::shared_ptr<const RowShape>;

// The shapes of all objects of a catalogue, by Object::id; keeps the catalogue alive.
class Shapes {
 public:
  explicit Shapes(schema::CataloguePtr catalogue);
  const schema::CataloguePtr& catalogue() const { return catalogue_; }
  const RowShape& of(const schema::Object& object) const;

 private:
  schema::CataloguePtr catalogue_;
  std::vector<std::pair<int, RowShapePtr>> shapes_;  // sorted by object id
};

using ShapesPtr = std::shared_ptr<const Shapes>;

enum class Lock { none, update };

// The records of these ids (any order) with their child tables, deleted ones included, ascending by
// id. Lock::update keeps others from changing them until the transaction ends; rows are locked in
// order of their ids.
[[nodiscard]] Result<std::vector<Record>> load_records(storage::Connection& connection,
                                                       const RowShape& shape, storage::IntSet ids,
                                                       Lock lock = Lock::none);

// A set of ids for a statement: sorted, without repeats.
storage::IntSet make_set(std::vector<std::int64_t> ids);

}  // namespace kontor::records
