#include "schema/change/ddl.h"

#include <algorithm>

#include "schema/search_index.h"

namespace kontor::schema {
namespace {

using storage::Engine;
using storage::quoted;

std::string column_definition(const Column& column, Engine engine) {
  storage::ColumnType types = storage::column_types(engine);
  std::string text = quoted(column.name) + " ";
  switch (column.kind) {
    case ColumnKind::integer:
      text += types.integer;
      break;
    case ColumnKind::text:
      text += types.text;
      break;
    case ColumnKind::blob:
      text += types.blob;
      break;
  }
  if (column.never_null) text += " NOT NULL DEFAULT 0";
  return text;
}

std::string names(const std::vector<std::string>& columns) {
  std::string text;
  for (const std::string& column : columns) text += (text.empty() ? "" : ", ") + quoted(column);
  return text;
}

const Table* find_table(const std::vector<Table>& tables, const std::string& name) {
  auto found = std::ranges::find(tables, name, &Table::name);
  return found == tables.end() ? nullptr : &*found;
}

void add_columns(const Table& was, const Table& now, Engine engine,
                 std::vector<std::string>& statements) {
  for (const Column& column : now.columns)
    if (std::ranges::find(was.columns, column.name, &Column::name) == was.columns.end())
      statements.push_back("ALTER TABLE " + quoted(now.name) + " ADD COLUMN " +
                           column_definition(column, engine));
}

void change_indexes(const std::vector<Index>& was, const std::vector<Index>& now, Engine engine,
                    std::vector<std::string>& statements) {
  for (const Index& index : was)
    if (std::ranges::find(now, index) == now.end())
      statements.push_back("DROP INDEX " + quoted(index.name));
  for (const Index& index : now)
    if (std::ranges::find(was, index) == was.end())
      statements.push_back(create_index(index, engine));
}

}  // namespace

std::string create_table(const Table& table, Engine engine) {
  bool by_id = table.key == std::vector<std::string>{"id"};
  std::string text = "CREATE TABLE " + quoted(table.name) + " (";
  for (const Column& column : table.columns) {
    // On SQLite only "INTEGER PRIMARY KEY" makes the column the row's own address.
    if (by_id && column.name == "id")
      text += quoted("id") + " " + std::string(storage::column_types(engine).integer) +
              " PRIMARY KEY, ";
    else
      text += column_definition(column, engine) + ", ";
  }
  if (by_id)
    text.resize(text.size() - 2);
  else
    text += "PRIMARY KEY (" + names(table.key) + ")";
  text += ")";
  if (engine == Engine::sqlite) text += by_id ? " STRICT" : " STRICT, WITHOUT ROWID";
  return text;
}

std::string create_index(const Index& index, Engine engine) {
  std::string text = index.unique ? "CREATE UNIQUE INDEX " : "CREATE INDEX ";
  text += quoted(index.name) + " ON " + quoted(index.table) + " (";
  for (std::size_t i = 0; i < index.columns.size(); ++i) {
    const IndexColumn& column = index.columns[i];
    if (i > 0) text += ", ";
    text += quoted(column.name);
    if (column.descending) text += " DESC";
    if (engine == Engine::postgres) text += column.descending ? " NULLS LAST" : " NULLS FIRST";
  }
  text += ")";
  switch (index.rows) {
    case IndexRows::all:
      break;
    case IndexRows::living:
      text += " WHERE deleted_at IS NULL";
      break;
    case IndexRows::deleted:
      text += " WHERE deleted_at IS NOT NULL";
      break;
    case IndexRows::living_filled:
      text +=
          " WHERE deleted_at IS NULL AND " + quoted(index.columns.front().name) + " IS NOT NULL";
      break;
  }
  return text;
}

std::vector<std::string> table_statements(const Object* before, const Object& after,
                                          Engine engine) {
  std::vector<std::string> statements;
  std::vector<Table> were = before ? tables(*before) : std::vector<Table>{};
  for (const Table& table : tables(after)) {
    if (const Table* was = find_table(were, table.name))
      add_columns(*was, table, engine, statements);
    else
      statements.push_back(create_table(table, engine));
  }
  change_indexes(before ? indexes(*before) : std::vector<Index>{}, indexes(after), engine,
                 statements);
  if (!before && is_searched(after)) {
    for (auto& statement : search_table_statements(after, engine))
      statements.push_back(std::move(statement));
  }
  return statements;
}

}  // namespace kontor::schema
