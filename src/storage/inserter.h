// Gathers rows for one table and inserts them many at a time.
#pragma once

#include <string>
#include <vector>

#include "storage/database.h"
#include "storage/insertion.h"

namespace kontor::storage {

class Inserter {
 public:
  // `columns` as SQL: "id, name". `ending` goes behind the rows: "ON CONFLICT DO NOTHING". `tuple`
  // replaces "(?, ?)" where a value is more than its parameter; it has `width` of them.
  Inserter(Transaction& tx, std::string table, std::string columns, int width,
           std::string ending = {}, std::string tuple = {});

  // Append exactly `width` values for the next row.
  std::vector<Value>& row() { return insertion_.values; }
  [[nodiscard]] Result<void> end_row();
  // Writes what is left. Nothing is written without it.
  [[nodiscard]] Result<void> finish();

 private:
  Transaction& tx_;
  Insertion insertion_;
  std::size_t most_values_;
};

}  // namespace kontor::storage
