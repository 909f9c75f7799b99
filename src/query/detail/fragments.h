// Records as separate pieces of JSON, for answers that mix them with other things.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>

#include "base/json.h"
#include "query/row_sink.h"

namespace kontor::query {

class Fragments final : public RowSink {
 public:
  explicit Fragments(const schema::Object& object) : object_(object) {}

  // Empty if there was no such record.
  std::string_view of(std::int64_t id) const;

  void start(const std::vector<Column>& columns) override { columns_ = columns; }
  void begin(const RecordHead& head) override;
  void cells(std::size_t column, Mode mode, std::span<const Cell> cells,
             std::int64_t total) override;
  void end() override;

 private:
  struct Piece;
  const schema::Object& object_;
  std::vector<Column> columns_;
  std::shared_ptr<Piece> piece_;
  std::map<std::int64_t, std::string> done_;
};

}  // namespace kontor::query
