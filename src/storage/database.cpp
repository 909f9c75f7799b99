#include "storage/database.h"

#include "storage/postgres/postgres.h"
#include "storage/sqlite/sqlite.h"

namespace kontor::storage {

Result<std::optional<std::int64_t>> Connection::integer(const Sql& sql) {
  std::optional<std::int64_t> found;
  TRY(each(sql, [&](const Row& row) {
    if (!row.is_null(0)) found = row.integer(0);
    return false;
  }));
  return found;
}

Result<std::optional<std::string>> Connection::text(const Sql& sql) {
  std::optional<std::string> found;
  TRY(each(sql, [&](const Row& row) {
    if (!row.is_null(0)) found = row.text(0);
    return false;
  }));
  return found;
}

Result<std::unique_ptr<Database>> open(const OpenOptions& options) {
  constexpr std::string_view kSqlite = "sqlite:";
  if (options.url.starts_with(kSqlite)) {
    return sqlite::open(options.url.substr(kSqlite.size()), options);
  }
  return postgres::open(options);
}

}  // namespace kontor::storage
