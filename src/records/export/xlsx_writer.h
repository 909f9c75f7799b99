// Exports as an Excel workbook of one sheet, written row by row in constant memory.
#pragma once

#include "records/export/cells.h"

namespace kontor::exporting {

// What a sheet of Excel holds beside its header.
inline constexpr std::int64_t kMaxXlsxRows = 1'048'575;

// Writes the file at `path`; parts wait in `spool_folder` meanwhile. Text stays text and is never a
// formula; dates, numbers and money are real ones, with their formats.
// Errors: export.too_many_rows, export.failed; the file is then incomplete.
Result<> write_xlsx(const std::string& path, const std::string& sheet,
                    const std::vector<std::string>& columns, const NextRow& next,
                    const ExportStyle& style, const std::string& spool_folder);

}  // namespace kontor::exporting
