// Inserts many rows into one table with few statements of few different texts, so that both an
// engine far away and one in this process are fast.
#pragma once

#include <string>
#include <vector>

#include "storage/database.h"

namespace kontor::storage {

class Inserter {
 public:
  // `columns` as SQL: "id, name". `ending` goes behind the rows: "ON CONFLICT DO NOTHING". `tuple`
  // replaces "(?, ?)" where a value is more than its parameter; it has `width` of them.
  Inserter(Transaction& tx, std::string table, std::string columns, int width,
           std::string ending = {}, std::string tuple = {});

  // Append exactly `width` values for the next row.
  std::vector<Value>& row() { return params_; }
  [[nodiscard]] Result<void> end_row();
  // Writes what is left. Nothing is written without it.
  [[nodiscard]] Result<void> finish();

 private:
  Result<void> write(std::size_t first, std::size_t rows);
  std::string text_of(std::size_t rows) const;

  Transaction& tx_;
  std::string head_, tuple_, ending_;
  std::size_t width_;
  std::size_t chunk_;
  std::string full_;  // the statement of a whole chunk
  std::vector<Value> params_;
};

}  // namespace kontor::storage
