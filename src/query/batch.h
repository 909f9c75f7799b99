// The values of one several-valued column for all records of a page, read in one statement.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "query/rights.h"
#include "query/row_sink.h"
#include "storage/database.h"

namespace kontor::query {

class Batch {
 public:
  // Rights on the target of a relation must have been required. Of to-many relations the first
  // `shown_links` are read.
  [[nodiscard]] static Result<Batch> read(storage::Connection& connection, const Column& column,
                                          const schema::Catalogue& catalogue, const Rights& rights,
                                          const std::vector<std::int64_t>& ids, int shown_links);

  struct Values {
    std::span<const Cell> cells;
    std::int64_t total = 0;
  };
  Values of(std::int64_t record) const;

 private:
  struct Span {
    std::size_t begin = 0, size = 0;
  };
  struct Item {
    std::int64_t record = 0, number = 0;
    Span text, extra, more;
  };
  Span keep(std::string_view text);
  void add(const storage::Row& row, bool numbers);
  Result<void> count(storage::Connection& connection, const storage::Sql& sql);
  void finish();

  std::vector<char> arena_;  // all texts; stays in place when the batch is moved
  std::vector<Item> items_;  // by record
  std::vector<Cell> cells_;  // beside the items
  std::vector<std::pair<std::int64_t, std::int64_t>> totals_;  // (record, how many), sorted
};

}  // namespace kontor::query
