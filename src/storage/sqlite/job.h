// A write job's view of the writer connection.
#pragma once

#include <functional>
#include <vector>

#include "storage/sqlite/handle.h"

namespace kontor::storage::sqlite {

using Effects = std::vector<std::function<void()>>;

// Lives for one job. As on PostgreSQL, a failed statement breaks the transaction: unless it
// failed inside attempt(), nothing more can be done with it and it is not committed.
class JobTransaction final : public Transaction {
 public:
  JobTransaction(Handle& handle, Effects& effects)
      : handle_(handle), effects_(effects), steps_before_(handle.steps()) {}

  Engine engine() const override { return Engine::sqlite; }
  Result<void> each(const Sql& sql, const RowVisitor& visit) override;
  Result<std::int64_t> execute(const Sql& sql) override;
  Result<void> script(std::string_view text) override;
  Result<void> attempt(const std::function<Result<void>()>& part) override;
  void after_commit(std::function<void()> effect) override;
  std::uint64_t steps() const override { return handle_.steps() - steps_before_; }

  // The job's own answer, or the reason why it cannot be committed.
  Result<void> verdict(Result<void> answer) const;

 private:
  template <class T>
  Result<T> watch(Result<T> result);
  Result<void> usable() const;
  void undo_attempt(std::size_t effects_before);

  Handle& handle_;
  Effects& effects_;
  std::uint64_t steps_before_;
  bool broken_ = false;
};

}  // namespace kontor::storage::sqlite
