// A REPEATABLE READ, READ ONLY transaction on a reader connection.
#pragma once

#include <utility>

#include "storage/postgres/pool.h"

namespace kontor::storage::postgres {

class PostgresSnapshot final : public Snapshot {
 public:
  PostgresSnapshot(Pool& pool, Pool::Lease link, Deadline deadline)
      : pool_(pool), link_(std::move(link)), deadline_(deadline) {}
  ~PostgresSnapshot() override;

  Engine engine() const override { return Engine::postgres; }
  Result<void> each(const Sql& sql, const RowVisitor& visit) override;
  std::uint64_t steps() const override { return rows_; }

 private:
  Result<Answer> query(const Sql& sql);
  Result<Answer> begin_and_query(const Sql& sql);
  Result<void> recover();

  Pool& pool_;
  Pool::Lease link_;
  Deadline deadline_;
  bool begun_ = false;
  std::uint64_t rows_ = 0;
};

}  // namespace kontor::storage::postgres
