#include "storage/sqlite/job.h"

#include <utility>

namespace kontor::storage::sqlite {

Result<void> JobTransaction::each(const Sql& sql, const RowVisitor& visit) {
  TRY(usable());
  return watch(handle_.query(sql, visit));
}

Result<std::int64_t> JobTransaction::execute(const Sql& sql) {
  TRY(usable());
  return watch(handle_.execute(sql));
}

Result<void> JobTransaction::script(std::string_view text) {
  TRY(usable());
  return watch(handle_.script(text));
}

Result<void> JobTransaction::attempt(const std::function<Result<void>()>& part) {
  TRY(usable());
  TRY(watch(handle_.run("SAVEPOINT kontor_attempt")));
  const std::size_t effects_before = effects_.size();
  Result<void> result;
  try {
    result = part();
  } catch (...) {
    undo_attempt(effects_before);
    throw;
  }
  if (result && broken_) result = fail_internal("a failed statement inside attempt() was ignored");
  if (!result) {
    undo_attempt(effects_before);
    return result;
  }
  return watch(handle_.run("RELEASE kontor_attempt"));
}

// Some failures (a full disk) end the whole transaction: then there is nothing to go back to.
void JobTransaction::undo_attempt(std::size_t effects_before) {
  effects_.resize(effects_before);
  broken_ = !handle_.in_transaction() || !handle_.run("ROLLBACK TO kontor_attempt") ||
            !handle_.run("RELEASE kontor_attempt");
}

void JobTransaction::after_commit(std::function<void()> effect) {
  effects_.push_back(std::move(effect));
}

Result<void> JobTransaction::verdict(Result<void> answer) const {
  if (answer && broken_) return fail_internal("a failed statement outside attempt() was ignored");
  return answer;
}

template <class T>
Result<T> JobTransaction::watch(Result<T> result) {
  if (!result) broken_ = true;
  return result;
}

Result<void> JobTransaction::usable() const {
  if (broken_) return fail_internal("a statement after a failed one: use attempt()");
  return {};
}

}  // namespace kontor::storage::sqlite
