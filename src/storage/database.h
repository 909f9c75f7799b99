// The seam between Kontor and its two engines. Everything above this header is the same for SQLite
// and PostgreSQL, except where dialect.h says so.
//
// Reading: a Snapshot sees one consistent state; materialise the page, then let it go.
// Writing: write() runs a job inside a transaction and returns only when it is durable.
//   SQLite: one writer thread, group commit, a savepoint per job. PostgreSQL: a pooled connection
//   per job, retried on serialisation failure and deadlock (so a job may run more than once and
//   must not have effects outside the transaction; use after_commit for those).
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "storage/insertion.h"
#include "storage/value.h"

namespace kontor::storage {

enum class Engine { sqlite, postgres };

// The current row of a running query; views are valid until the visitor returns.
class Row {
 public:
  virtual ~Row() = default;
  virtual int size() const = 0;
  virtual bool is_null(int column) const = 0;
  virtual std::int64_t integer(int column) const = 0;   // 0 when null
  virtual std::string_view text(int column) const = 0;  // also blobs; empty when null
};

// Return false to stop reading.
using RowVisitor = std::function<bool(const Row&)>;

class Connection {
 public:
  virtual ~Connection() = default;
  virtual Engine engine() const = 0;

  // Runs a query and visits its rows. Statements are prepared once per connection and text.
  [[nodiscard]] virtual Result<void> each(const Sql& sql, const RowVisitor& visit) = 0;

  // The first column of the first row: nothing if there is no row or the value is null.
  [[nodiscard]] Result<std::optional<std::int64_t>> integer(const Sql& sql);
  [[nodiscard]] Result<std::optional<std::string>> text(const Sql& sql);

  // Work done since the connection was leased, for gates that count instead of timing: SQLite
  // virtual-machine steps, PostgreSQL rows received.
  virtual std::uint64_t steps() const = 0;
};

// A consistent, read-only state. Ends when destroyed.
class Snapshot : public Connection {};

class Transaction : public Connection {
 public:
  // Returns the number of rows changed. A broken unique constraint is Code::conflict with
  // key "storage.unique".
  [[nodiscard]] virtual Result<std::int64_t> execute(const Sql& sql) = 0;

  // Inserts rows; may move their values away. What is wrong with them may be told only by a later
  // statement, by the end of the attempt() around it or by the commit.
  [[nodiscard]] virtual Result<void> insert(Insertion& rows) = 0;

  // Several statements separated by ';', without parameters: migrations and schema changes.
  [[nodiscard]] virtual Result<void> script(std::string_view text) = 0;

  // Runs `part`; when it fails its changes are undone and the transaction goes on. Outside of it a
  // failed statement breaks the transaction, and the job fails even if it ignores that.
  [[nodiscard]] virtual Result<void> attempt(const std::function<Result<void>()>& part) = 0;

  // Runs once the transaction is durable, in the order given, on the thread that called write()
  // and before write() returns; never when it is rolled back. May write again.
  virtual void after_commit(std::function<void()> effect) = 0;
};

using WriteJob = std::function<Result<void>(Transaction&)>;

struct Deadline {
  std::chrono::steady_clock::time_point at = std::chrono::steady_clock::time_point::max();
  static Deadline in(std::chrono::milliseconds span) {
    return {std::chrono::steady_clock::now() + span};
  }
};

class Database {
 public:
  virtual ~Database() = default;
  virtual Engine engine() const = 0;

  // Leases a reader. A query running past the deadline ends with Code::cancelled.
  [[nodiscard]] virtual Result<std::unique_ptr<Snapshot>> read(Deadline deadline = {}) = 0;

  // Runs `job` and waits until its changes are durable. When the job fails nothing of it stays and
  // its error is returned. Code::unknown_outcome: the commit was sent, its answer never came.
  // A job must not call write() itself: that is Code::internal on SQLite.
  [[nodiscard]] virtual Result<void> write(const WriteJob& job) = 0;

  // Like write() for long work (imports, background jobs): yields the writer to others between
  // jobs and is never put into one group with them.
  [[nodiscard]] virtual Result<void> write_bulk(const WriteJob& job) = 0;

  // True while someone else waits to write: bulk work then ends its batch early.
  virtual bool writers_waiting() const = 0;
};

struct OpenOptions {
  // "sqlite:/path/to/file.db" or a libpq connection string / postgresql:// URL.
  std::string url;
  int readers = 4;                                  // connections in the reader pool
  int writers = 8;                                  // PostgreSQL: connections for write jobs
  std::int64_t mmap_bytes = std::int64_t{1} << 33;  // SQLite
  // The planted fault of the crash test: SQLite answers before COMMIT, PostgreSQL before the disk.
  bool acknowledge_before_commit = false;
};

[[nodiscard]] Result<std::unique_ptr<Database>> open(const OpenOptions& options);

}  // namespace kontor::storage
