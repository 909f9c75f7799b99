#include "storage/postgres/snapshot.h"

#include "storage/postgres/rows.h"

namespace kontor::storage::postgres {

PostgresSnapshot::~PostgresSnapshot() {
  if (begun_) link_->send_off("COMMIT");
}

Result<void> PostgresSnapshot::each(const Sql& sql, const RowVisitor& visit) {
  const Answer answer = TRY(query(sql));
  rows_ += static_cast<std::uint64_t>(PQntuples(answer.get()));
  visit_rows(answer.get(), visit);
  return {};
}

// Until the first answer nothing was seen, so a stale plan or connection can be replaced silently.
Result<Answer> PostgresSnapshot::query(const Sql& sql) {
  if (begun_) return link_->query(sql, deadline_);
  link_->clear_failure();
  Result<Answer> answer = begin_and_query(sql);
  if (!answer && link_->failure() && is_worth_another_try(*link_->failure())) {
    TRY(recover());
    answer = begin_and_query(sql);
  }
  begun_ = true;
  return answer;
}

Result<Answer> PostgresSnapshot::begin_and_query(const Sql& sql) {
  link_->precede("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
  return link_->query(sql, deadline_);
}

Result<void> PostgresSnapshot::recover() {
  link_->send_off("ROLLBACK");
  if (!link_->usable()) link_ = TRY(pool_.lease(deadline_));
  return {};
}

}  // namespace kontor::storage::postgres
