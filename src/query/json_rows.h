// Records as JSON, written as they come (docs/api/records.md).
#pragma once

#include <string>
#include <vector>

#include "base/json.h"
#include "query/row_sink.h"

namespace kontor::query {

class JsonRows final : public RowSink {
 public:
  // Writes one value after the other into `json`, which has begun an array, or expects one value.
  JsonRows(const schema::Object& object, JsonWriter& json) : object_(object), json_(json) {}

  void start(const std::vector<Column>& columns) override { columns_ = &columns; }
  void begin(const RecordHead& head) override;
  void cells(std::size_t column, Mode mode, std::span<const Cell> cells,
             std::int64_t total) override;
  void end() override;

 private:
  const schema::Object& object_;
  JsonWriter& json_;
  const std::vector<Column>* columns_ = nullptr;
  Abilities can_;
  std::vector<std::size_t> hidden_, read_only_;  // columns of this record
};

// `{"edit":true,"delete":true,…}`
void write_abilities(JsonWriter& json, const Abilities& can);

// One value in its wire form (docs/api/values.md).
void write_cells(JsonWriter& json, const Column& column, std::span<const Cell> cells);

}  // namespace kontor::query
