// One SQLite connection, set up our way. Used by one thread at a time.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>

#include "storage/database.h"
#include "storage/sqlite/statements.h"

struct sqlite3;
struct sqlite3_stmt;

namespace kontor::storage::sqlite {

struct HandleOptions {
  std::string path;
  bool read_only = false;
  int cache_kib = 2048;  // pages of its own; what is read through mmap is not in here
  std::int64_t mmap_bytes = 0;
  std::size_t statements = 128;
};

class Handle {
 public:
  [[nodiscard]] static Result<std::unique_ptr<Handle>> open(const HandleOptions& options);
  ~Handle();
  Handle(const Handle&) = delete;

  [[nodiscard]] Result<void> query(const Sql& sql, const RowVisitor& visit);
  // False when it was given up after about `most` virtual-machine steps.
  [[nodiscard]] Result<bool> query_within(std::uint64_t most, const Sql& sql,
                                          const RowVisitor& visit);
  [[nodiscard]] Result<std::int64_t> execute(const Sql& sql);
  // Row by row: a statement of several would cost a savepoint, for which pages are copied aside and
  // a full-text table writes out what it has gathered.
  [[nodiscard]] Result<void> insert(const Insertion& rows);
  [[nodiscard]] Result<void> script(std::string_view text);
  // A fixed statement without parameters and rows: BEGIN, COMMIT, SAVEPOINT ...
  [[nodiscard]] Result<void> run(std::string_view statement);

  // The extended result code of the latest failure in run().
  int last_code() const { return last_code_; }
  bool in_transaction() const;
  std::uint64_t steps() const { return statements_->steps(); }

  // Queries that run past it end with Code::cancelled.
  void set_deadline(Deadline deadline);

  // Moves the write-ahead log into the database as far as readers allow; with `restart` waits a
  // moment for them, so that the log begins anew. Returns an SQLite result code.
  int checkpoint(bool restart);
  // Pages in the write-ahead log after the latest commit of this connection.
  int wal_pages() const { return wal_pages_; }

 private:
  explicit Handle(sqlite3* db) : db_(db) {}
  Result<void> set_up(const HandleOptions& options);
  Result<void> bind(sqlite3_stmt* statement, std::span<const Value> values, std::string_view text);
  bool too_late() const;
  bool is_time_to_stop();

  sqlite3* db_;
  std::unique_ptr<Statements> statements_;
  Deadline deadline_;
  std::optional<std::uint64_t> checks_left_;  // of a query that may take so many only
  int last_code_ = 0;
  int wal_pages_ = 0;
};

}  // namespace kontor::storage::sqlite
