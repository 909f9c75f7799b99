// What a Transaction is on both engines: effects that follow the commit, parts that can be undone,
// and the rule that a failed statement breaks the transaction unless it failed inside attempt().
// (PostgreSQL has that rule; SQLite keeps it too, so that nobody relies on its absence.)
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "storage/database.h"

namespace kontor::storage {

using Effects = std::vector<std::function<void()>>;

class GuardedTransaction : public Transaction {
 public:
  Result<void> each(const Sql& sql, const RowVisitor& visit) final;
  Result<std::int64_t> execute(const Sql& sql) final;
  Result<void> insert(Insertion& rows) final;
  Result<void> script(std::string_view text) final;
  Result<void> attempt(const std::function<Result<void>()>& part) final;
  void after_commit(std::function<void()> effect) final { effects_.push_back(std::move(effect)); }

  // Runs the job on this transaction: its own answer, or the reason why it cannot be committed.
  [[nodiscard]] Result<void> run(const WriteJob& job);

  Effects take_effects() { return std::move(effects_); }

 protected:
  virtual Result<void> do_each(const Sql& sql, const RowVisitor& visit) = 0;
  virtual Result<std::int64_t> do_execute(const Sql& sql) = 0;
  virtual Result<void> do_insert(Insertion& rows) = 0;
  virtual Result<void> do_script(std::string_view text) = 0;
  // Waits for what was sent without waiting for its answer.
  virtual Result<void> finish_inserts() { return {}; }
  // Savepoints nest; the last two concern the innermost.
  virtual Result<void> set_savepoint() = 0;
  virtual Result<void> undo_to_savepoint() = 0;
  virtual Result<void> release_savepoint() = 0;

 private:
  template <class T>
  Result<T> watch(Result<T> result);
  Result<void> usable() const;
  void undo_attempt(std::size_t effects_before);

  Effects effects_;
  bool broken_ = false;
};

}  // namespace kontor::storage
