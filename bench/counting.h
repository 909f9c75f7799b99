// Work as counts that are the same on every machine and however busy it is: SQLite's
// virtual-machine steps, entries that PostgreSQL read from tables and indexes, statements sent.
#pragma once

#include <cstdint>
#include <cstdio>
#include <gtest/gtest.h>
#include <string>

#include "storage/testing.h"

namespace kontor::bench {

// Passes everything on and counts the statements.
class Counting : public storage::Connection {
 public:
  explicit Counting(storage::Connection& inner) : inner_(inner) {}
  storage::Engine engine() const override { return inner_.engine(); }
  std::uint64_t steps() const override { return inner_.steps(); }
  Result<void> each(const storage::Sql& sql, const storage::RowVisitor& visit) override {
    ++statements;
    return inner_.each(sql, visit);
  }
  std::uint64_t statements = 0;

 private:
  storage::Connection& inner_;
};

struct Work {
  std::uint64_t reads = 0;  // steps, or entries read
  std::uint64_t statements = 0;
};

struct Bar {
  std::uint64_t sqlite, postgres, statements;
};

// PostgreSQL counts what a session reads, transaction after transaction.
inline std::uint64_t reads_of(storage::Connection& connection) {
  if (connection.engine() == storage::Engine::sqlite) return connection.steps();
  const auto sum = connection.integer(
      {"SELECT CAST(sum(pg_stat_get_xact_tuples_returned(oid)) AS bigint) FROM pg_class "
       "WHERE relkind IN ('r', 'i') AND relname NOT LIKE 'pg!_%' ESCAPE '!'",
       {}});
  EXPECT_TRUE(storage::testing::succeeded(sum));
  return static_cast<std::uint64_t>(sum ? sum->value_or(0) : 0);
}

inline void expect_within(storage::Engine engine, const Work& work, const Bar& bar,
                          const std::string& name) {
  const auto most = engine == storage::Engine::sqlite ? bar.sqlite : bar.postgres;
  EXPECT_LE(work.reads, most) << name;
  if (engine == storage::Engine::postgres) {
    EXPECT_LE(work.statements, bar.statements) << name;
  }
  ::testing::Test::RecordProperty(name + "_reads", static_cast<int>(work.reads));
  ::testing::Test::RecordProperty(name + "_statements", static_cast<int>(work.statements));
  std::printf("%-34s %8llu reads %3llu statements\n", name.c_str(),
              static_cast<unsigned long long>(work.reads),
              static_cast<unsigned long long>(work.statements));
}

}  // namespace kontor::bench
