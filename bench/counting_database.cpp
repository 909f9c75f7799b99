#include "counting_database.h"

namespace kontor::bench {
namespace {

using storage::Sql;

class CountingTransaction : public storage::Transaction {
 public:
  CountingTransaction(storage::Transaction& inner, Written& written)
      : inner_(inner), written_(written) {}

  storage::Engine engine() const override { return inner_.engine(); }
  std::uint64_t steps() const override { return inner_.steps(); }
  Result<void> each(const Sql& sql, const storage::RowVisitor& visit) override {
    ++written_.statements;
    return inner_.each(sql, visit);
  }
  Result<std::int64_t> execute(const Sql& sql) override {
    ++written_.statements;
    return inner_.execute(sql);
  }
  Result<void> insert(storage::Insertion& rows) override {
    ++written_.statements;
    return inner_.insert(rows);
  }
  Result<void> script(std::string_view text) override {
    ++written_.statements;
    return inner_.script(text);
  }
  Result<void> attempt(const std::function<Result<void>()>& part) override {
    return inner_.attempt(part);
  }
  void after_commit(std::function<void()> effect) override {
    inner_.after_commit(std::move(effect));
  }

 private:
  storage::Transaction& inner_;
  Written& written_;
};

}  // namespace

storage::WriteJob CountingDatabase::counted(const storage::WriteJob& job) {
  return [this, &job](storage::Transaction& tx) -> Result<void> {
    CountingTransaction counting(tx, written);
    Result<void> done = job(counting);
    written.steps += tx.steps();
    return done;
  };
}

}  // namespace kontor::bench
