// SQLite's online backup (https://www.sqlite.org/backup.html), in one step: writers go on beside
// it.
#pragma once

#include <string>

#include "base/result.h"

namespace kontor::storage::sqlite {

[[nodiscard]] Result<void> back_up(const std::string& database, const std::string& file);
[[nodiscard]] Result<void> restore(const std::string& file, const std::string& database);

}  // namespace kontor::storage::sqlite
