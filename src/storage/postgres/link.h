// One connection to a PostgreSQL server. Used by one thread at a time.
//
// The connection is always in pipeline mode
// (https://www.postgresql.org/docs/15/libpq-pipeline-mode.html): BEGIN and savepoints travel with
// the query that follows them, and nobody waits for the answer to the COMMIT of a reader.
#pragma once

#include <list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "storage/database.h"
#include "storage/postgres/error.h"
#include "storage/postgres/parameters.h"

namespace kontor::storage::postgres {

class Link {
 public:
  // What a query does when its deadline passes.
  enum class Late {
    cancel,  // asks the server to stop: for reads
    leave    // closes the connection, the outcome stays unknown: for commits, which a cancel
             // request could turn into a success that is not replicated (RELIABILITY: sync wait)
  };

  [[nodiscard]] static Result<std::unique_ptr<Link>> connect(const OpenOptions& options);
  ~Link();
  Link(const Link&) = delete;

  // A statement without parameters that goes along with the next one.
  void precede(const char* statement) { before_.push_back(statement); }
  bool has_preceding() const { return !before_.empty(); }
  void forget_preceding() { before_.clear(); }

  // Prepares the statement the first time. Its rows are all in the answer.
  [[nodiscard]] Result<Answer> query(const Sql& sql, Deadline deadline, Late late = Late::cancel);

  // A statement that returns no rows, and nobody waits for it. What is wrong with it is told by
  // whatever is waited for next.
  [[nodiscard]] Result<void> send_ahead(const Sql& sql);
  // Waits for what was sent ahead.
  [[nodiscard]] Result<void> finish();

  // COPY ... FROM STDIN with these bytes.
  [[nodiscard]] Result<void> copy_in(const std::string& statement, std::string_view bytes);

  // Several statements without parameters.
  [[nodiscard]] Result<Answer> script(std::string_view text);

  // Sends a statement whose answer nobody waits for.
  void send_off(const char* statement);

  // False when the connection is gone, or must not be used again.
  bool usable();

  // SQLSTATE of the latest failure since clear_failure(); empty for a lost connection.
  const std::optional<std::string>& failure() const { return failure_; }
  void clear_failure() { failure_.reset(); }

  // True once a commit was confirmed although a standby did not: it may be lost.
  bool replication_unsure() const { return replication_unsure_; }

 private:
  struct Prepared {
    std::string text;
    std::string name;
    std::vector<TypeId> types;
  };
  using Entry = std::list<Prepared>::iterator;

  // A prepared statement in the batch that is being sent.
  struct Sent {
    std::string name;
    int preparing;  // where in the batch it is prepared; -1: it was before
    int running;
  };

  explicit Link(PGconn* connection) : connection_(connection) {}
  Result<void> set_up(const OpenOptions& options);
  Entry find_or_prepare(const Sql& sql);
  Entry prepare(const Sql& sql, const std::vector<TypeId>& known_types);
  void forget(Entry entry);
  void forget_failed();
  void send(const Sql& sql);
  Result<void> leave_pipeline();
  Result<Answer> run_plain(const std::string& statements, std::string_view doing);
  Result<void> put(std::string_view bytes, std::string_view doing);
  void send_plain(const std::string& statement);
  void send_sync();
  void note_sent(int accepted);
  Result<Answer> collect(Deadline deadline, Late late, std::string_view doing);
  enum class Until { answered, sent };
  Result<void> wait(Deadline& deadline, Late late, std::string_view doing,
                    Until until = Until::answered);
  Result<void> give_up(Deadline& deadline, Late late, std::string_view doing);
  Failure lost(std::string_view doing);
  static void on_notice(void* self, const PGresult* notice);

  PGconn* connection_;
  std::vector<std::string> before_;
  std::list<Prepared> prepared_;  // most recently used first
  std::unordered_map<std::string_view, Entry> by_text_;
  std::vector<std::string> dropped_;  // names the server still knows
  int next_name_ = 0;

  // The batch being sent: how many statements, and what was prepared of it.
  int sent_ = 0;
  int preparing_ = -1;  // where the latest was prepared
  std::vector<Sent> running_;
  int completed_ = 0;     // of the latest batch collected
  int syncs_owed_ = 0;    // batches whose answers were not read yet
  bool refused_ = false;  // libpq did not take a statement
  bool cancelled_ = false;

  bool spent_ = false;
  bool replication_unsure_ = false;
  std::optional<std::string> failure_;
};

}  // namespace kontor::storage::postgres
