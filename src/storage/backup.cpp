#include "storage/backup.h"

#include <filesystem>
#include <string_view>

#include "storage/postgres/backup.h"
#include "storage/sqlite/backup.h"

namespace kontor::storage {
namespace {

constexpr std::string_view kSqlite = "sqlite:";

bool exists(const std::string& path) {
  std::error_code ignored;
  return std::filesystem::exists(std::filesystem::symlink_status(path, ignored));
}

}  // namespace

Result<void> back_up(const std::string& url, const std::string& file) {
  if (exists(file)) return fail(Code::conflict, "backup.file_exists", {{"path", file}});
  if (!url.starts_with(kSqlite)) return postgres::back_up(url, file);
  const std::string database = url.substr(kSqlite.size());
  if (!exists(database)) return fail(Code::not_found, "backup.no_database", {{"path", database}});
  return sqlite::back_up(database, file);
}

Result<void> restore(const std::string& file, const std::string& url) {
  if (!exists(file)) return fail(Code::not_found, "restore.no_file", {{"path", file}});
  if (!url.starts_with(kSqlite)) return postgres::restore(file, url);
  const std::string database = url.substr(kSqlite.size());
  for (const char* ending : {"", "-wal", "-journal"})
    if (exists(database + ending))
      return fail(Code::conflict, "restore.occupied", {{"path", database}});
  return sqlite::restore(file, database);
}

}  // namespace kontor::storage
