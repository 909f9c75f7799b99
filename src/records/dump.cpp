#include "records/dump.h"

#include <algorithm>

#include "schema/layout.h"

namespace kontor::records {
namespace {

class Dump {
 public:
  explicit Dump(storage::Connection& connection) : connection_(connection) {}

  // `select` names `columns` columns; each row becomes a line.
  Result<void> add(const std::string& name, const std::string& select, int columns) {
    return connection_.each({select, {}}, [&](const storage::Row& row) {
      std::string line = name;
      for (int i = 0; i < columns; ++i) {
        line += '|';
        if (row.is_null(i)) continue;
        const auto text = row.text(i);
        line += text.empty() ? std::to_string(row.integer(i)) : std::string(text);
      }
      lines_.push_back(std::move(line));
      return true;
    });
  }

  std::vector<std::string> lines() {
    std::ranges::sort(lines_);
    return std::move(lines_);
  }

 private:
  storage::Connection& connection_;
  std::vector<std::string> lines_;
};

bool is_left_out(const std::string& column) {
  return column == "version" || column == "changed_at" || column == "changed_by";
}

Result<void> add_records(Dump& dump, const schema::Object& object) {
  for (const schema::Table& table : schema::tables(object)) {
    std::string columns;
    int count = 0;
    for (const auto& column : table.columns) {
      if (is_left_out(column.name)) continue;
      columns += (count++ ? ", t." : "t.") + column.name;
    }
    std::string from = " FROM " + table.name + " t";
    const bool link = !table.columns.empty() && table.columns.front().name == "a_id";
    if (table.name == object.table)
      from += " WHERE t.deleted_at IS NULL";
    else
      from += " JOIN " + object.table + " r ON r.id = t." + (link ? "a_id" : "record") +
              " WHERE r.deleted_at IS NULL";
    TRY(dump.add(table.name, "SELECT " + columns + from, count));
  }
  return {};
}

}  // namespace

Result<std::vector<std::string>> dump_workspace(storage::Connection& connection,
                                                const schema::Catalogue& catalogue) {
  Dump dump(connection);
  for (const schema::Object& object : catalogue.objects()) {
    TRY(add_records(dump, object));
    for (const schema::Field& field : object.fields)
      for (const schema::Option& option : field.options)
        if (!option.archived)
          TRY(dump.add(
              "option|" + object.name + "|" + field.name + "|" + option.key + "|" + option.label.de,
              "SELECT 1", 0));
  }
  TRY(dump.add("class",
               "SELECT object, owner, unit, territory, organisation, confidential, n "
               "FROM kontor_class WHERE n <> 0",
               7));
  TRY(dump.add("tally", "SELECT field, pipeline, option_id, zk, n FROM kontor_tally WHERE n <> 0",
               5));
  TRY(dump.add("sum",
               "SELECT field, pipeline, option_id, zk, sum_field, currency, total "
               "FROM kontor_tally_sum WHERE total <> 0",
               7));
  TRY(dump.add("duplicate_key", "SELECT key, record FROM kontor_duplicate_key", 2));
  return dump.lines();
}

}  // namespace kontor::records
