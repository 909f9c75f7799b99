// Separated values as an import file.
#pragma once

#include "records/import/file_bytes.h"
#include "records/import/table.h"

namespace kontor::importing {

Result<std::unique_ptr<ImportFile>> open_csv_file(FileBytes bytes, const FileOptions& options);

}  // namespace kontor::importing
