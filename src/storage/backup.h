// A whole database in one file, and back. Consistent, and made while others read and write.
//   SQLite: the file is a SQLite database like the original.
//   PostgreSQL: pg_dump's custom format; pg_dump and pg_restore must be installed and not older
//   than the server.
// The file appears whole or not at all, and nothing that exists is ever overwritten.
#pragma once

#include <string>

#include "base/result.h"

namespace kontor::storage {

// `url` as in OpenOptions. Errors: not_found "backup.no_database", conflict "backup.file_exists",
// unavailable "backup.no_tool", storage.*.
[[nodiscard]] Result<void> back_up(const std::string& url, const std::string& file);

// Fills a database that is not there yet (SQLite) or has no table (PostgreSQL). Errors: conflict
// "restore.occupied", not_found "restore.no_file", invalid "restore.not_a_backup" (also when it is
// of the other engine or damaged), unavailable "backup.no_tool", storage.*.
[[nodiscard]] Result<void> restore(const std::string& file, const std::string& url);

}  // namespace kontor::storage
