// Rows as values in memory: for export, records and tests.
#pragma once

#include <string>
#include <vector>

#include "query/row_sink.h"
#include "schema/fields/value.h"

namespace kontor::query {

struct TypedValue {
  Mode mode = Mode::edit;
  // In the form of schema/fields/value.h; of a part of an address its text or number. Masked: the
  // text that may be shown; hidden: empty.
  schema::FieldValue value;
  std::vector<std::string> titles;  // of the linked records, beside their ids
  std::int64_t total = 0;           // of a to-many relation
};

struct TypedRecord {
  RecordId id;
  std::int64_t version = 0;
  std::string title;
  Abilities can;
  std::vector<TypedValue> values;  // beside the columns
};

class TypedRows final : public RowSink {
 public:
  const std::vector<TypedRecord>& records() const { return records_; }
  std::vector<TypedRecord> take() { return std::move(records_); }

  void start(const std::vector<Column>& columns) override { columns_ = columns; }
  void begin(const RecordHead& head) override;
  void cells(std::size_t column, Mode mode, std::span<const Cell> cells,
             std::int64_t total) override;
  void end() override {}

 private:
  std::vector<Column> columns_;
  std::vector<TypedRecord> records_;
};

}  // namespace kontor::query
