#include "storage/sqlite/backup.h"

#include <memory>
#include <sqlite3.h>

#include "storage/new_file.h"
#include "storage/sqlite/error.h"

namespace kontor::storage::sqlite {
namespace {

constexpr int kPatienceMs = 10'000;
constexpr int kEveryPage = -1;

struct Close {
  void operator()(sqlite3* db) const { sqlite3_close(db); }
};
using Connection = std::unique_ptr<sqlite3, Close>;

Result<Connection> open(const std::string& path, int flags) {
  sqlite3* opened = nullptr;
  const int code = sqlite3_open_v2(
      path.c_str(), &opened, flags | SQLITE_OPEN_PRIVATECACHE | SQLITE_OPEN_EXRESCODE, nullptr);
  Connection connection(opened);
  if (code != SQLITE_OK) return Failure(error_of(opened, code, "open " + path));
  sqlite3_busy_timeout(opened, kPatienceMs);
  return connection;
}

Result<std::string> ask(sqlite3* db, const char* sql) {
  sqlite3_stmt* statement = nullptr;
  int code = sqlite3_prepare_v2(db, sql, -1, &statement, nullptr);
  if (code == SQLITE_OK) code = sqlite3_step(statement);
  std::string answer;
  if (code == SQLITE_ROW && sqlite3_column_text(statement, 0))
    answer = reinterpret_cast<const char*>(sqlite3_column_text(statement, 0));
  sqlite3_finalize(statement);
  if (code != SQLITE_ROW && code != SQLITE_DONE) return Failure(error_of(db, code, sql));
  return answer;
}

Result<void> copy_pages(sqlite3* from, sqlite3* to) {
  sqlite3_backup* backup = sqlite3_backup_init(to, "main", from, "main");
  if (!backup) return Failure(error_of(to, sqlite3_errcode(to), "backup"));
  const int code = sqlite3_backup_step(backup, kEveryPage);
  sqlite3_backup_finish(backup);
  if (code != SQLITE_DONE) return Failure(error_of(to, code, "backup"));
  return {};
}

// A copy nobody has read is none: it is checked before it gets its name.
Result<void> copy(sqlite3* from, const std::string& target, const Failure& when_damaged) {
  NewFile made(target);
  TRY(made.create());
  {
    const Connection to = TRY(open(made.path(), SQLITE_OPEN_READWRITE));
    TRY(copy_pages(from, to.get()));
    TRY(ask(to.get(), "PRAGMA journal_mode=DELETE"));  // one file, without a log beside it
    if (TRY(ask(to.get(), "PRAGMA quick_check(1)")) != "ok") return when_damaged;
  }
  return made.publish();
}

Result<void> check_is_ours(sqlite3* db) {
  const auto found = ask(db, "SELECT 1 FROM sqlite_master WHERE name = 'kontor_migration'");
  if (found && *found == "1") return {};
  return fail(Code::invalid, "restore.not_a_backup");
}

}  // namespace

Result<void> back_up(const std::string& database, const std::string& file) {
  const Connection from = TRY(open(database, SQLITE_OPEN_READWRITE));
  return copy(from.get(), file, fail(Code::internal, "storage.damaged"));
}

Result<void> restore(const std::string& file, const std::string& database) {
  const Connection from = TRY(open(file, SQLITE_OPEN_READONLY));
  TRY(check_is_ours(from.get()));
  return copy(from.get(), database, fail(Code::invalid, "restore.not_a_backup"));
}

}  // namespace kontor::storage::sqlite
