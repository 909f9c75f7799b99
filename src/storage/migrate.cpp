#include "storage/migrate.h"

#include <chrono>
#include <string_view>
#include <unordered_set>

#include "storage/dialect.h"

namespace kontor::storage {
namespace {

// Names Kontor's migrations among PostgreSQL's advisory locks.
constexpr std::int64_t kMigrationLock = 0x6b6f6e746f72;

std::string fill_in(std::string text, std::string_view mark, std::string_view type) {
  for (std::size_t at = 0; (at = text.find(mark, at)) != text.npos; at += type.size()) {
    text.replace(at, mark.size(), type);
  }
  return text;
}

std::string for_engine(std::string sql, Engine engine) {
  const ColumnType types = column_types(engine);
  sql = fill_in(std::move(sql), "{int}", types.integer);
  sql = fill_in(std::move(sql), "{text}", types.text);
  sql = fill_in(std::move(sql), "{blob}", types.blob);
  return fill_in(std::move(sql), "{keyed}", engine == Engine::sqlite ? " WITHOUT ROWID" : "");
}

std::int64_t now_in_microseconds() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::microseconds>(now).count();
}

// Several nodes may start at once on one PostgreSQL database.
Result<void> lock_out_other_nodes(Transaction& transaction) {
  if (transaction.engine() == Engine::sqlite) return {};
  const Sql lock{"SELECT pg_advisory_xact_lock(?)", {kMigrationLock}};
  return transaction.each(lock, [](const Row&) { return true; });
}

Result<void> make_table(Database& database) {
  return database.write([](Transaction& transaction) -> Result<void> {
    TRY(lock_out_other_nodes(transaction));
    return transaction.script(for_engine(
        "CREATE TABLE IF NOT EXISTS kontor_migration (name {text} PRIMARY KEY, at {int} NOT NULL)",
        transaction.engine()));
  });
}

using Names = std::unordered_set<std::string>;

Result<Names> steps_done(Database& database) {
  const auto snapshot = TRY(database.read());
  Names names;
  TRY(snapshot->each({"SELECT name FROM kontor_migration", {}}, [&](const Row& row) {
    names.emplace(row.text(0));
    return true;
  }));
  return names;
}

Result<void> refuse_newer(Names done, const std::vector<Migration>& steps) {
  for (const Migration& step : steps) done.erase(step.name);
  if (done.empty()) return {};
  return fail(Code::conflict, "storage.newer", {{"step", *done.begin()}});
}

Result<void> take(Database& database, const Migration& step) {
  return database.write([&](Transaction& transaction) -> Result<void> {
    TRY(lock_out_other_nodes(transaction));
    const Sql find{"SELECT 1 FROM kontor_migration WHERE name = ?", {step.name}};
    if (TRY(transaction.integer(find))) return {};  // another node was faster
    TRY(transaction.script(for_engine(step.sql, transaction.engine())));
    TRY(transaction.execute({"INSERT INTO kontor_migration (name, at) VALUES (?, ?)",
                             {step.name, now_in_microseconds()}}));
    return {};
  });
}

}  // namespace

Result<void> migrate(Database& database, const std::vector<Migration>& steps) {
  TRY(make_table(database));
  const Names done = TRY(steps_done(database));
  TRY(refuse_newer(done, steps));
  for (const Migration& step : steps) {
    if (!done.contains(step.name)) TRY(take(database, step));
  }
  return {};
}

}  // namespace kontor::storage
