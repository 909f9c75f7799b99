#include "records/imports/import_store.h"

#include "base/json.h"
#include "records/imports/import_json.h"
#include "storage/inserter.h"

namespace kontor::importing {
namespace {

constexpr std::string_view kColumns =
    "id, owner, object, state, created_at, settings, fixes, verdict, tally, position_end, "
    "position_number, change_id, job, undone";

Result<Import> read_row(const storage::Row& row) {
  Import import{.id = {row.integer(0)},
                .owner = {row.integer(1)},
                .object = std::string(row.text(2)),
                .created_at = {row.integer(4)}};
  import.state = parse_import_state(row.text(3)).value_or(ImportState::mapping);
  import.stored = import.state;
  TRY(read_settings(row.text(5), import));
  import.fixes = TRY(read_fixes(row.text(6)));
  if (!row.text(7).empty()) import.verdict = TRY(read_tally(row.text(7)));
  if (!row.text(8).empty()) import.tally = TRY(read_tally(row.text(8)));
  import.end = row.integer(9);
  import.number = row.integer(10);
  import.change = {row.integer(11)};
  import.job = {row.integer(12)};
  if (!row.text(13).empty()) import.undone = TRY(read_undone(row.text(13)));
  return import;
}

Result<std::vector<Import>> read_all(storage::Connection& connection, const storage::Sql& sql) {
  std::vector<Import> imports;
  std::optional<Error> broken;
  TRY(connection.each(sql, [&](const storage::Row& row) {
    auto import = read_row(row);
    if (import) imports.push_back(*std::move(import));
    if (!import) broken = std::move(import).error();
    return !broken.has_value();
  }));
  if (broken) return Failure(*std::move(broken));
  return imports;
}

std::string params_json(const std::vector<ErrorParam>& params) {
  std::string out;
  JsonWriter json(out);
  json.begin_array();
  for (const ErrorParam& param : params) json.text(param.name).text(param.value);
  json.end_array();
  return out;
}

std::vector<ErrorParam> read_params(std::string_view text) {
  std::vector<ErrorParam> params;
  const auto json = parse_json(text);
  if (!json) return params;
  const auto items = json->items();
  for (std::size_t i = 0; i + 1 < items.size(); i += 2)
    params.push_back(
        {std::string(items[i].text().value_or("")), std::string(items[i + 1].text().value_or(""))});
  return params;
}

}  // namespace

Result<void> insert_import(storage::Transaction& tx, const Import& import) {
  TRY(tx.execute(
      {"INSERT INTO kontor_import (" + std::string(kColumns) +
           ") VALUES (?, ?, ?, ?, ?, ?, ?, '', '', 0, 0, 0, 0, '')",
       {import.id.value, import.owner.value, import.object, std::string(to_string(import.state)),
        import.created_at.micros, settings_json(import), fixes_json(import.fixes)}}));
  return {};
}

Result<std::optional<Import>> find_import(storage::Connection& connection, RecordId id,
                                          RecordId owner) {
  auto found = TRY(read_all(connection, {"SELECT " + std::string(kColumns) +
                                             " FROM kontor_import WHERE id = ? AND owner = ?",
                                         {id.value, owner.value}}));
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

Result<std::vector<Import>> list_imports(storage::Connection& connection, RecordId owner,
                                         std::int64_t limit) {
  return read_all(connection, {"SELECT " + std::string(kColumns) +
                                   " FROM kontor_import WHERE owner = ? ORDER BY id DESC LIMIT ?",
                               {owner.value, limit}});
}

Result<void> save_settings(storage::Transaction& tx, const Import& import) {
  const auto changed = TRY(tx.execute(
      {"UPDATE kontor_import SET object = ?, state = 'mapping', settings = ?, fixes = ?, "
       "verdict = ? WHERE id = ? AND (state IN ('mapping', 'checked') OR "
       "state = 'checking' AND job = ?)",
       {import.object, settings_json(import), fixes_json(import.fixes),
        import.verdict ? tally_json(*import.verdict) : std::string(), import.id.value,
        import.job.value}}));
  if (changed == 0) return fail(Code::conflict, "import.busy");
  return {};
}

Result<void> expect_state(storage::Transaction& tx, RecordId id, ImportState state) {
  const auto stored =
      TRY(tx.text({"SELECT state FROM kontor_import WHERE id = ?", {id.value}})).value_or("");
  if (stored != to_string(state)) return fail(Code::conflict, "import.busy");
  return {};
}

Result<void> save_progress(storage::Transaction& tx, const Import& import) {
  TRY(
      tx.execute({"UPDATE kontor_import SET state = ?, verdict = ?, tally = ?, position_end = ?, "
                  "position_number = ?, change_id = ?, job = ?, undone = ? WHERE id = ?",
                  {std::string(to_string(import.state)),
                   import.verdict ? tally_json(*import.verdict) : std::string(),
                   tally_json(import.tally), import.end, import.number, import.change.value,
                   import.job.value, undone_json(import.undone), import.id.value}}));
  return {};
}

Result<void> save_slice(storage::Transaction& tx, const Import& import, std::int64_t from) {
  const auto at = TRY(tx.integer(
      {"SELECT position_number FROM kontor_import WHERE id = ? AND change_id = ? AND job = ?",
       {import.id.value, import.change.value, import.job.value}}));
  if (at != from) return fail(Code::conflict, "import.busy");
  return save_progress(tx, import);
}

Result<std::vector<RecordId>> imports_before(storage::Connection& connection, Instant moment) {
  std::vector<RecordId> ids;
  TRY(connection.each({"SELECT id FROM kontor_import WHERE created_at < ?", {moment.micros}},
                      [&](const storage::Row& row) {
                        ids.push_back({row.integer(0)});
                        return true;
                      }));
  return ids;
}

Result<void> remove_import(storage::Transaction& tx, RecordId id) {
  TRY(clear_problems(tx, id));
  TRY(tx.execute({"DELETE FROM kontor_import WHERE id = ?", {id.value}}));
  return {};
}

Result<void> clear_problems(storage::Transaction& tx, RecordId import) {
  TRY(tx.execute({"DELETE FROM kontor_import_problem WHERE import = ?", {import.value}}));
  return {};
}

Result<void> add_problems(storage::Transaction& tx, RecordId import, std::int64_t first,
                          const std::vector<RowProblem>& problems) {
  storage::Inserter inserter(
      tx, "kontor_import_problem",
      "import, number, row_number, column_number, error, key, params, field, value", 9);
  for (const RowProblem& problem : problems) {
    auto& row = inserter.row();
    row.emplace_back(import.value);
    row.emplace_back(first++);
    row.emplace_back(problem.row);
    row.emplace_back(std::int64_t{problem.problem.column});
    row.emplace_back(std::int64_t{problem.problem.severity == Severity::error});
    row.emplace_back(problem.problem.key);
    row.emplace_back(params_json(problem.problem.params));
    row.emplace_back(problem.field);
    row.emplace_back(problem.value);
    TRY(inserter.end_row());
  }
  return inserter.finish();
}

Result<std::vector<RowProblem>> read_problems(storage::Connection& connection, RecordId import,
                                              std::int64_t after, std::int64_t limit) {
  std::vector<RowProblem> problems;
  TRY(connection.each(
      {"SELECT row_number, column_number, error, key, params, field, value, number "
       "FROM kontor_import_problem WHERE import = ? AND number > ? ORDER BY number LIMIT ?",
       {import.value, after, limit}},
      [&](const storage::Row& row) {
        RowProblem problem{.row = row.integer(0), .problem = {.key = std::string(row.text(3))}};
        problem.problem.column = static_cast<int>(row.integer(1));
        problem.problem.severity = row.integer(2) ? Severity::error : Severity::warning;
        problem.problem.params = read_params(row.text(4));
        problem.field = std::string(row.text(5));
        problem.value = std::string(row.text(6));
        problem.number = row.integer(7);
        problems.push_back(std::move(problem));
        return true;
      }));
  return problems;
}

std::vector<storage::Migration> import_migrations() {
  return {{"imports.001_import", R"(
CREATE TABLE kontor_import (
  id {int} PRIMARY KEY,
  owner {int} NOT NULL,
  object {text} NOT NULL,
  state {text} NOT NULL,
  created_at {int} NOT NULL,
  settings {text} NOT NULL,
  fixes {text} NOT NULL,
  verdict {text} NOT NULL,
  tally {text} NOT NULL,
  position_end {int} NOT NULL,
  position_number {int} NOT NULL,
  change_id {int} NOT NULL,
  job {int} NOT NULL,
  undone {text} NOT NULL
);
CREATE INDEX kontor_import__owner ON kontor_import (owner, id);
CREATE TABLE kontor_import_problem (
  import {int} NOT NULL,
  number {int} NOT NULL,
  row_number {int} NOT NULL,
  column_number {int} NOT NULL,
  error {int} NOT NULL,
  key {text} NOT NULL,
  params {text} NOT NULL,
  field {text} NOT NULL,
  value {text} NOT NULL,
  PRIMARY KEY (import, number)
);
)"}};
}

}  // namespace kontor::importing
