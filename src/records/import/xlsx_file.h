// Workbooks of Excel (.xlsx) as an import file: one sheet of them.
#pragma once

#include "records/import/table.h"

namespace kontor::importing {

Result<std::unique_ptr<ImportFile>> open_xlsx_file(const std::string& path,
                                                   const FileOptions& options);

}  // namespace kontor::importing
