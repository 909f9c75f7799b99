#include "storage/laid_aside_indexes.h"

#include <algorithm>
#include <atomic>
#include <future>

#include "storage/dialect.h"

namespace kontor::storage {
namespace {

// (name, table, statement) of everything that is no key.
constexpr const char* kSqlite =
    "SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL "
    "AND sql NOT LIKE 'CREATE UNIQUE %' ORDER BY name";
constexpr const char* kPostgres =
    "SELECT c.relname, t.relname, pg_get_indexdef(i.indexrelid) FROM pg_index i "
    "JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_class t ON t.oid = i.indrelid "
    "JOIN pg_am a ON a.oid = c.relam "
    "WHERE NOT i.indisunique AND c.relnamespace = current_schema()::regnamespace "
    "ORDER BY a.amname <> 'gin', c.relname";  // those of words take longest

// Without parallel workers of the server's: two indexes are made at a time instead, because those
// of words know none.
constexpr const char* kRoomToSort =
    "SET LOCAL maintenance_work_mem = '512MB'; SET LOCAL max_parallel_maintenance_workers = 0";

}  // namespace

Result<LaidAsideIndexes> LaidAsideIndexes::of(Database& database,
                                              const std::vector<std::string>& prefixes) {
  LaidAsideIndexes aside;
  TRY(database.write_bulk([&](Transaction& tx) -> Result<void> {
    aside.statements_.clear();
    std::string drops;
    const Sql sql{tx.engine() == Engine::sqlite ? kSqlite : kPostgres, {}};
    TRY(tx.each(sql, [&](const Row& row) {
      const std::string_view table = row.text(1);
      if (!std::ranges::any_of(
              prefixes, [&](const std::string& prefix) { return table.starts_with(prefix); }))
        return true;
      drops += "DROP INDEX " + quoted(row.text(0)) + ";";
      aside.statements_.emplace_back(row.text(2));
      return true;
    }));
    return drops.empty() ? Result<void>() : tx.script(drops);
  }));
  return aside;
}

Result<void> LaidAsideIndexes::make_again(Database& database) const {
  if (database.engine() == Engine::sqlite) {
    for (const std::string& statement : statements_)
      TRY(database.write_bulk([&](Transaction& tx) { return tx.script(statement); }));
    return {};
  }
  std::atomic<std::size_t> next = 0;
  const auto make = [&]() -> Result<void> {
    for (std::size_t i; (i = next++) < statements_.size();)
      TRY(database.write([&](Transaction& tx) -> Result<void> {
        TRY(tx.script(kRoomToSort));
        return tx.script(statements_[i]);
      }));
    return {};
  };
  auto beside = std::async(std::launch::async, make);
  Result<void> done = make();
  Result<void> others = beside.get();
  return done ? others : done;
}

}  // namespace kontor::storage
