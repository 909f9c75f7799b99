// Kontor on one SQLite file.
#pragma once

#include <memory>
#include <string>

#include "storage/database.h"

namespace kontor::storage::sqlite {

// Makes the file if it is not there; its folder must be.
[[nodiscard]] Result<std::unique_ptr<Database>> open(const std::string& path,
                                                     const OpenOptions& options);

}  // namespace kontor::storage::sqlite
