// PostgreSQL's own tools: a dump is theirs to make and to read.
#pragma once

#include <string>

#include "base/result.h"

namespace kontor::storage::postgres {

[[nodiscard]] Result<void> back_up(const std::string& url, const std::string& file);
[[nodiscard]] Result<void> restore(const std::string& file, const std::string& url);

}  // namespace kontor::storage::postgres
