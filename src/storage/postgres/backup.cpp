#include "storage/postgres/backup.h"

#include <fstream>

#include "storage/database.h"
#include "storage/new_file.h"
#include "storage/postgres/tool.h"

namespace kontor::storage::postgres {
namespace {

constexpr std::string_view kMagic = "PGDMP";
constexpr const char* kTables =
    "SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
    "WHERE c.relkind IN ('r', 'p') AND n.nspname NOT LIKE 'pg\\_%' "
    "AND n.nspname <> 'information_schema'";

bool is_dump(const std::string& file) {
  std::string head(kMagic.size(), '\0');
  std::ifstream(file, std::ios::binary).read(head.data(), std::ssize(head));
  return head == kMagic;
}

Result<void> check_is_empty(const std::string& url) {
  const auto database = TRY(storage::open({.url = url, .readers = 1}));
  const auto snapshot = TRY(database->read());
  if (TRY(snapshot->integer({kTables, {}})).value_or(0) == 0) return {};
  return fail(Code::conflict, "restore.occupied", {{"path", database_name(url)}});
}

}  // namespace

Result<void> back_up(const std::string& url, const std::string& file) {
  NewFile made(file);
  TRY(made.create());
  TRY(run_tool(
      "pg_dump",
      {"--format=custom", "--no-owner", "--no-privileges", "--no-password", "--file", made.path()},
      url));
  return made.publish();
}

Result<void> restore(const std::string& file, const std::string& url) {
  if (!is_dump(file)) return fail(Code::invalid, "restore.not_a_backup");
  TRY(check_is_empty(url));
  return run_tool("pg_restore",
                  {"--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges",
                   "--no-password", "--dbname", database_name(url), file},
                  url);
}

}  // namespace kontor::storage::postgres
