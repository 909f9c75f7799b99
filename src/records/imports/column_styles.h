// How the columns of a file write their dates and numbers, found out from many of their cells.
#pragma once

#include <vector>

#include "records/imports/import.h"

namespace kontor::importing {

struct FileScan {
  std::int64_t rows = 0;
  std::vector<ColumnChoice> styles;  // only what was found about dates and numbers
};

// Reads the whole file once.
[[nodiscard]] Result<FileScan> scan_file(ImportFile& file);

// A few cells that are written in no way at all do not matter; they are reported with their rows.
void find_date_style(const std::vector<std::string>& cells, ColumnChoice& style);
void find_number_style(const std::vector<std::string>& cells, ColumnChoice& style);

}  // namespace kontor::importing
