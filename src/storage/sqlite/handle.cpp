#include "storage/sqlite/handle.h"

#include <mutex>
#include <sqlite3.h>
#include <string>
#include <utility>

#include "base/text.h"
#include "storage/sqlite/error.h"
#include "storage/sqlite/sets.h"

namespace kontor::storage::sqlite {
namespace {

constexpr int kWaitForOtherProcessesMs = 5000;
constexpr int kWaitForReadersMs = 100;
constexpr int kStepsBetweenChecks = 1000;
constexpr std::int64_t kWalBytesKept = 32 << 20;

class CurrentRow final : public Row {
 public:
  explicit CurrentRow(sqlite3_stmt* statement) : statement_(statement) {}
  int size() const override { return sqlite3_column_count(statement_); }
  bool is_null(int column) const override {
    return sqlite3_column_type(statement_, column) == SQLITE_NULL;
  }
  std::int64_t integer(int column) const override {
    return sqlite3_column_int64(statement_, column);
  }
  std::string_view text(int column) const override {
    // column_blob gives the bytes of texts and blobs as they are stored, and a number's text.
    const void* bytes = sqlite3_column_blob(statement_, column);
    const int size = sqlite3_column_bytes(statement_, column);
    return {static_cast<const char*>(bytes), static_cast<std::size_t>(size)};
  }

 private:
  sqlite3_stmt* statement_;
};

struct Binder {
  sqlite3_stmt* statement;
  int position;

  int operator()(std::monostate) const { return sqlite3_bind_null(statement, position); }
  int operator()(std::int64_t value) const {
    return sqlite3_bind_int64(statement, position, value);
  }
  // The parameters outlive the run, so nothing is copied.
  int operator()(const std::string& value) const {
    return sqlite3_bind_text64(statement, position, value.data(), value.size(), SQLITE_STATIC,
                               SQLITE_UTF8);
  }
  int operator()(const Blob& value) const {
    return sqlite3_bind_blob64(statement, position, value.bytes.data(), value.bytes.size(),
                               SQLITE_STATIC);
  }
  int operator()(const IntSet& set) const { return bind_set(statement, position, set); }
  int operator()(const TextSet& set) const { return bind_set(statement, position, set); }
};

// What PostgreSQL would refuse is refused here too.
bool is_storable(const Value& value) {
  const auto* text = std::get_if<std::string>(&value);
  return text == nullptr || (is_utf8(*text) && text->find('\0') == text->npos);
}

int note_wal_pages(void* pages, sqlite3*, const char*, int now) {
  *static_cast<int*>(pages) = now;
  return SQLITE_OK;
}

// Off: the process-wide statistics take a lock at every allocation.
void configure_library_once() {
  static std::once_flag once;
  std::call_once(once, [] { sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); });
}

}  // namespace

Result<std::unique_ptr<Handle>> Handle::open(const HandleOptions& options) {
  configure_library_once();
  sqlite3* db = nullptr;
  const int code =
      sqlite3_open_v2(options.path.c_str(), &db,
                      SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX |
                          SQLITE_OPEN_PRIVATECACHE | SQLITE_OPEN_EXRESCODE,
                      nullptr);
  std::unique_ptr<Handle> handle(new Handle(db));
  if (code != SQLITE_OK) return Failure(error_of(db, code, "open " + options.path));
  TRY(handle->set_up(options));
  return handle;
}

Handle::~Handle() {
  statements_.reset();
  sqlite3_close(db_);
}

Result<void> Handle::set_up(const HandleOptions& options) {
  statements_ = std::make_unique<Statements>(db_, options.statements);
  sqlite3_busy_timeout(db_, kWaitForOtherProcessesMs);
  // As strict as PostgreSQL: a misspelt "name" is an error, not a text.
  sqlite3_db_config(db_, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
  sqlite3_db_config(db_, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
  sqlite3_db_config(db_, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  if (const int code = register_sets(db_); code != SQLITE_OK) {
    return Failure(error_of(db_, code, "register sets"));
  }
  std::string pragmas =
      "PRAGMA trusted_schema=OFF; PRAGMA temp_store=MEMORY; PRAGMA foreign_keys=ON;"
      "PRAGMA case_sensitive_like=ON;"
      "PRAGMA mmap_size=" +
      std::to_string(options.mmap_bytes) + "; PRAGMA cache_size=-" +
      std::to_string(options.cache_kib) + ";";
  if (options.read_only) {
    pragmas += "PRAGMA query_only=ON;";
  } else {
    pragmas += "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA journal_size_limit=" +
               std::to_string(kWalBytesKept) + ";";
  }
  TRY(script(pragmas));
  sqlite3_progress_handler(
      db_, kStepsBetweenChecks,
      [](void* self) { return static_cast<int>(static_cast<Handle*>(self)->is_time_to_stop()); },
      this);
  sqlite3_wal_hook(db_, note_wal_pages, &wal_pages_);  // also turns the automatic checkpoint off
  return {};
}

Result<void> Handle::query(const Sql& sql, const RowVisitor& visit) {
  if (too_late()) return fail(Code::cancelled, "storage.deadline");
  const Statements::Lease statement = TRY(statements_->lease(sql.text));
  TRY(bind(statement.get(), sql.params, sql.text));
  const CurrentRow row(statement.get());
  while (true) {
    const int code = sqlite3_step(statement.get());
    if (code == SQLITE_DONE) return {};
    if (code != SQLITE_ROW) return Failure(error_of(db_, code, sql.text));
    if (!visit(row)) return {};
  }
}

Result<bool> Handle::query_within(std::uint64_t most, const Sql& sql, const RowVisitor& visit) {
  const auto outer = std::exchange(checks_left_, most / kStepsBetweenChecks);
  const auto done = query(sql, visit);
  const bool given_up = std::exchange(checks_left_, outer) == 0;
  if (done) return true;
  if (given_up && done.error().code == Code::cancelled && !too_late()) return false;
  return Failure(done.error());
}

Result<std::int64_t> Handle::execute(const Sql& sql) {
  // sqlite3_changes keeps its old figure when a statement changes nothing.
  const std::int64_t before = sqlite3_total_changes64(db_);
  TRY(query(sql, [](const Row&) { return true; }));
  return sqlite3_total_changes64(db_) == before ? 0 : sqlite3_changes64(db_);
}

Result<void> Handle::insert(const Insertion& rows) {
  const std::string text = rows.row_text();
  const Statements::Lease statement = TRY(statements_->lease(text));
  for (std::size_t at = 0; at < rows.values.size(); at += rows.width) {
    TRY(bind(statement.get(), std::span(rows.values).subspan(at, rows.width), text));
    const int code = sqlite3_step(statement.get());
    if (code != SQLITE_DONE) return Failure(error_of(db_, code, text));
    sqlite3_reset(statement.get());
  }
  return {};
}

Result<void> Handle::script(std::string_view text) {
  const int code = sqlite3_exec(db_, std::string(text).c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) return Failure(error_of(db_, code, text));
  return {};
}

Result<void> Handle::run(std::string_view statement) {
  const Statements::Lease prepared = TRY(statements_->lease(statement));
  const int code = sqlite3_step(prepared.get());
  if (code == SQLITE_DONE) return {};
  last_code_ = code;
  return Failure(error_of(db_, code, statement));
}

Result<void> Handle::bind(sqlite3_stmt* statement, std::span<const Value> values,
                          std::string_view text) {
  if (sqlite3_bind_parameter_count(statement) != static_cast<int>(values.size()))
    return fail_internal("parameters do not match: " + std::string(text));
  int place = 0;
  for (const Value& value : values) {
    if (!is_storable(value)) return fail(Code::invalid, "storage.text");
    const int code = std::visit(Binder{statement, ++place}, value);
    if (code != SQLITE_OK) return Failure(error_of(db_, code, text));
  }
  return {};
}

bool Handle::in_transaction() const {
  return sqlite3_get_autocommit(db_) == 0;
}

bool Handle::too_late() const {
  return deadline_.at != Deadline{}.at && std::chrono::steady_clock::now() >= deadline_.at;
}

bool Handle::is_time_to_stop() {
  if (checks_left_ == 0) return true;
  if (checks_left_) --*checks_left_;
  return too_late();
}

void Handle::set_deadline(Deadline deadline) {
  deadline_ = deadline;
}

int Handle::checkpoint(bool restart) {
  if (restart) sqlite3_busy_timeout(db_, kWaitForReadersMs);
  const int code = sqlite3_wal_checkpoint_v2(
      db_, nullptr, restart ? SQLITE_CHECKPOINT_RESTART : SQLITE_CHECKPOINT_PASSIVE, nullptr,
      nullptr);
  if (restart) sqlite3_busy_timeout(db_, kWaitForOtherProcessesMs);
  return code;
}

}  // namespace kontor::storage::sqlite
