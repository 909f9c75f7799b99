// Runs one of PostgreSQL's client programs on a database.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"

namespace kontor::storage::postgres {

// The connection goes by the environment (PGHOST, PGPASSWORD, ...), where other users do not see
// it. Errors: unavailable "backup.no_tool" {name}, "backup.tool_failed" {name, text}: its last
// line.
[[nodiscard]] Result<void> run_tool(const std::string& name, std::vector<std::string> arguments,
                                    const std::string& url);

// The name of the database in `url`; empty if it does not say.
std::string database_name(const std::string& url);

}  // namespace kontor::storage::postgres
