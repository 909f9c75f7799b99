#include "storage/postgres/job.h"

#include <charconv>
#include <cstring>
#include <utility>

#include "storage/postgres/insert.h"
#include "storage/postgres/rows.h"

namespace kontor::storage::postgres {
namespace {

// Longer than a standby takes to be replaced; then the answer is "unknown".
constexpr std::chrono::seconds kLongestCommit{30};

class JobTransaction final : public GuardedTransaction {
 public:
  explicit JobTransaction(Link& link) : link_(link) {}

  Engine engine() const override { return Engine::postgres; }
  std::uint64_t steps() const override { return rows_; }
  bool was_used() const { return used_; }

 private:
  Result<void> do_each(const Sql& sql, const RowVisitor& visit) override {
    const Answer answer = TRY(query(sql));
    visit_rows(answer.get(), visit);
    return {};
  }

  Result<std::int64_t> do_execute(const Sql& sql) override {
    const Answer answer = TRY(query(sql));
    const std::string_view count = PQcmdTuples(answer.get());
    std::int64_t changed = 0;
    std::from_chars(count.data(), count.data() + count.size(), changed);
    return changed;
  }

  Result<void> do_insert(Insertion& rows) override {
    used_ = true;
    return insert_rows(link_, rows);
  }

  Result<void> finish_inserts() override { return link_.finish(); }

  Result<void> do_script(std::string_view text) override {
    used_ = true;
    TRY(link_.script(text));
    return {};
  }

  // They travel with the next statement, if there is one.
  Result<void> set_savepoint() override {
    TRY(link_.finish());  // what fails before it must not seem to fail behind it
    return precede("SAVEPOINT kontor_attempt");
  }
  Result<void> undo_to_savepoint() override { return precede("ROLLBACK TO kontor_attempt"); }
  Result<void> release_savepoint() override { return precede("RELEASE kontor_attempt"); }

  Result<void> precede(const char* statement) {
    link_.precede(statement);
    return {};
  }

  Result<Answer> query(const Sql& sql) {
    used_ = true;
    auto answer = link_.query(sql, {});
    if (answer) rows_ += static_cast<std::uint64_t>(PQntuples(answer->get()));
    return answer;
  }

  Link& link_;
  bool used_ = false;
  std::uint64_t rows_ = 0;
};

bool may_run_again(const Link& link) {
  return link.failure() && is_worth_another_try(*link.failure());
}

Error unknown_outcome(std::string why) {
  return {Code::unknown_outcome, "storage.unknown_outcome", {}, {}, std::move(why)};
}

JobOutcome commit(Link& link) {
  link.clear_failure();
  const auto answer = link.query({"COMMIT", {}}, Deadline::in(kLongestCommit), Link::Late::leave);
  if (!answer) {
    if (is_disconnect(*link.failure())) {
      return {Failure(unknown_outcome(answer.error().internal))};
    }
    const bool again = may_run_again(link);
    link.send_off("ROLLBACK");  // when something sent ahead failed, the COMMIT was passed over
    return {Failure(answer.error()), again};
  }
  if (link.replication_unsure()) {
    return {Failure(unknown_outcome("committed here, but no standby has confirmed it"))};
  }
  if (std::strcmp(PQcmdStatus(answer->get()), "COMMIT") != 0) {
    return {fail_internal("the transaction had failed before its commit")};
  }
  return {};
}

}  // namespace

JobOutcome run_job(Link& link, const WriteJob& job) {
  JobTransaction transaction(link);
  link.clear_failure();
  link.precede("BEGIN");
  Result<void> result;
  try {
    result = transaction.run(job);
  } catch (...) {
    link.send_off("ROLLBACK");
    throw;
  }
  if (!result) {
    const bool again = may_run_again(link);
    link.send_off("ROLLBACK");
    return {std::move(result), again};
  }
  JobOutcome outcome;
  if (transaction.was_used()) {
    outcome = commit(link);
  } else {
    link.forget_preceding();
  }
  outcome.effects = transaction.take_effects();
  return outcome;
}

}  // namespace kontor::storage::postgres
