#include "storage/guarded_transaction.h"

namespace kontor::storage {

Result<void> GuardedTransaction::run(const WriteJob& job) {
  Result<void> answer = job(*this);
  if (answer && broken_) return fail_internal("a failed statement outside attempt() was ignored");
  return answer;
}

Result<void> GuardedTransaction::each(const Sql& sql, const RowVisitor& visit) {
  TRY(usable());
  return watch(do_each(sql, visit));
}

Result<std::int64_t> GuardedTransaction::execute(const Sql& sql) {
  TRY(usable());
  return watch(do_execute(sql));
}

Result<void> GuardedTransaction::insert(Insertion& rows) {
  TRY(usable());
  return watch(do_insert(rows));
}

Result<void> GuardedTransaction::script(std::string_view text) {
  TRY(usable());
  return watch(do_script(text));
}

Result<void> GuardedTransaction::attempt(const std::function<Result<void>()>& part) {
  TRY(usable());
  TRY(watch(set_savepoint()));
  const std::size_t effects_before = effects_.size();
  Result<void> result;
  try {
    result = part();
  } catch (...) {
    undo_attempt(effects_before);
    throw;
  }
  if (result && !broken_) result = watch(finish_inserts());
  if (result && broken_) result = fail_internal("a failed statement inside attempt() was ignored");
  if (!result) {
    undo_attempt(effects_before);
    return result;
  }
  return watch(release_savepoint());
}

// Some failures (a full disk, a lost connection) end the whole transaction: then there is no
// savepoint left, and it stays broken.
void GuardedTransaction::undo_attempt(std::size_t effects_before) {
  effects_.resize(effects_before);
  broken_ = !undo_to_savepoint() || !release_savepoint();
}

template <class T>
Result<T> GuardedTransaction::watch(Result<T> result) {
  if (!result) broken_ = true;
  return result;
}

Result<void> GuardedTransaction::usable() const {
  if (broken_) return fail_internal("a statement after a failed one: use attempt()");
  return {};
}

}  // namespace kontor::storage
