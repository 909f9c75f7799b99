// A write job's view of the writer connection; lives for one job.
#pragma once

#include "storage/guarded_transaction.h"
#include "storage/sqlite/handle.h"

namespace kontor::storage::sqlite {

class JobTransaction final : public GuardedTransaction {
 public:
  explicit JobTransaction(Handle& handle) : handle_(handle), steps_before_(handle.steps()) {}

  Engine engine() const override { return Engine::sqlite; }
  std::uint64_t steps() const override { return handle_.steps() - steps_before_; }

 private:
  Result<void> do_each(const Sql& sql, const RowVisitor& visit) override {
    return handle_.query(sql, visit);
  }
  Result<std::int64_t> do_execute(const Sql& sql) override { return handle_.execute(sql); }
  Result<void> do_insert(Insertion& rows) override { return handle_.insert(rows); }
  Result<void> do_script(std::string_view text) override { return handle_.script(text); }
  Result<void> set_savepoint() override { return handle_.run("SAVEPOINT kontor_attempt"); }
  Result<void> undo_to_savepoint() override { return handle_.run("ROLLBACK TO kontor_attempt"); }
  Result<void> release_savepoint() override { return handle_.run("RELEASE kontor_attempt"); }

  Handle& handle_;
  std::uint64_t steps_before_;
};

}  // namespace kontor::storage::sqlite
