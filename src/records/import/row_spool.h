// Rows of cells waiting in a file without a name, so that they can be read from any place again.
#pragma once

#include "records/import/file_bytes.h"
#include "records/import/table.h"

namespace kontor::importing {

struct SpooledRow {
  std::int64_t number = 0;  // in the sheet, 1 is the first
  std::vector<std::string> cells;
  std::vector<bool> wrong;  // the cell holds an error like #REF!
};

class RowSpool {
 public:
  static Result<RowSpool> create(const std::string& folder);
  Result<> add(const SpooledRow& row);
  Result<> flush();
  std::int64_t size() const { return bytes_.size() + static_cast<std::int64_t>(pending_.size()); }
  Result<RowSpool> again() const;
  // Reads the row at the offset and moves it behind; false at the end.
  Result<bool> read(std::int64_t& offset, SpooledRow& row);

 private:
  explicit RowSpool(FileBytes bytes) : bytes_(std::move(bytes)) {}
  FileBytes bytes_;
  std::string pending_;
};

}  // namespace kontor::importing
