// The second line of a record in search results and pickers.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "query/row_sink.h"

namespace kontor::query {

// Collects what Object::subtitle names as plain text, "Köln, Handel", and what may be done.
class Subtitles final : public RowSink {
 public:
  explicit Subtitles(schema::Language language) : language_(language) {}

  struct Line {
    std::string title, subtitle;
    Abilities can;
  };
  const std::map<std::int64_t, Line>& lines() const { return lines_; }

  void start(const std::vector<Column>& columns) override { columns_ = columns; }
  void begin(const RecordHead& head) override;
  void cells(std::size_t column, Mode mode, std::span<const Cell> cells,
             std::int64_t total) override;
  void end() override {}

 private:
  schema::Language language_;
  std::vector<Column> columns_;
  std::map<std::int64_t, Line> lines_;
  Line* line_ = nullptr;
};

}  // namespace kontor::query
