// Cells merged over several rows: the file holds their value once, people see it beside every row.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "records/import/row_spool.h"

namespace kontor::importing {

// "BC12" as column 54, -1 if it is no cell reference; sets the row if one is given.
int column_of(std::string_view reference, std::int64_t* row = nullptr);

struct MergedRows {
  std::int64_t first = 0, last = 0;  // rows of the sheet, 1 is the first
  std::size_t column = 0;
};

// Of "A4:B7"; nothing for what lies in one row or is no reference.
std::optional<MergedRows> read_merge(std::string_view reference);

// The rows again, with the values of merged cells in every row.
Result<RowSpool> fill_merged(RowSpool& rows, std::vector<MergedRows> merges,
                             const std::string& folder);

}  // namespace kontor::importing
