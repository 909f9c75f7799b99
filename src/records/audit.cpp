#include "records/audit.h"

#include "records/write/announce.h"
#include "schema/counters.h"
#include "schema/search_index.h"
#include "storage/dialect.h"

namespace kontor::records {
namespace {

using storage::quoted;

class Audit {
 public:
  Audit(storage::Connection& connection, const schema::Catalogue& catalogue)
      : connection_(connection), catalogue_(catalogue) {}

  Result<std::vector<Finding>> run() {
    TRY(check_database());
    TRY(count("changes", "",
              {"SELECT count(*) FROM kontor_history h WHERE NOT EXISTS "
               "(SELECT 1 FROM kontor_change c WHERE c.id = h.change_id)",
               {}}));
    for (const schema::Object& object : catalogue_.objects()) {
      if (object.kit.empty()) continue;  // accounts are kept by another room
      TRY(check_history(object));
      TRY(check_events(object));
      TRY(check_search(object));
      TRY(check_counters(object));
      for (const schema::Field* field : schema::tallied_fields(object))
        TRY(check_stages(object, *field));
      for (const schema::Field* field : schema::tallied_fields(object))
        for (const std::string& name : field->tally)
          if (const schema::Field* sum = object.field(name);
              sum && sum->type == schema::FieldType::money)
            TRY(check_sums(object, *field, *sum));
    }
    return std::move(findings_);
  }

 private:
  Result<void> count(const char* check, const std::string& object, const storage::Sql& sql) {
    const auto rows = TRY(connection_.integer(sql)).value_or(0);
    if (rows != 0) findings_.push_back({check, object, rows});
    return {};
  }

  Result<void> check_database() {
    if (connection_.engine() != storage::Engine::sqlite) return {};
    const auto verdict = TRY(connection_.text({"PRAGMA integrity_check(10)", {}})).value_or("");
    if (verdict != "ok") findings_.push_back({"database", "", 1, verdict});
    return {};
  }

  // The newest history row of a record is of its version.
  Result<void> check_history(const schema::Object& object) {
    return count("history", object.name,
                 {"SELECT count(*) FROM " + quoted(object.table) +
                      " r WHERE r.version <> COALESCE((SELECT max(h.version) FROM kontor_history h "
                      "WHERE h.record = r.id AND h.object = ?), 0)",
                  {std::int64_t{object.id}}});
  }

  // Every change of a single record was announced: as far back as events are kept, but for those at
  // the very beginning, where transactions that overtook each other are cut unevenly.
  Result<void> check_events(const schema::Object& object) {
    return count(
        "events", object.name,
        {"SELECT count(*) FROM kontor_history h JOIN kontor_change c ON c.id = h.change_id "
         "WHERE h.object = ? AND c.reason <> 'import' "
         "AND c.id > (SELECT e.id FROM kontor_event e ORDER BY e.id LIMIT 1 OFFSET 100) "
         "AND (SELECT count(DISTINCT g.record) FROM kontor_history g "
         "WHERE g.change_id = c.id AND g.object = h.object) <= ? "
         "AND (h.record, h.version) NOT IN (SELECT e.record, e.version FROM kontor_event e)",
         {std::int64_t{object.id}, static_cast<std::int64_t>(kToldSingly)}});
  }

  // Living records are in the search index, others are not.
  Result<void> check_search(const schema::Object& object) {
    if (!schema::is_searched(object)) return {};
    const bool sqlite = connection_.engine() == storage::Engine::sqlite;
    const std::string indexed = "EXISTS (SELECT 1 FROM " + quoted(schema::search_table(object)) +
                                " s WHERE s." + (sqlite ? "rowid" : "record") + " = r.id)";
    return count("search", object.name,
                 {"SELECT count(*) FROM " + quoted(object.table) +
                      " r WHERE (r.deleted_at IS NULL) <> " + indexed,
                  {}});
  }

  Result<void> check_counters(const schema::Object& object) {
    return count(
        "counters", object.name,
        {"SELECT count(*) FROM kontor_class c WHERE c.object = ? AND c.n <> (SELECT count(*) "
         "FROM " +
             quoted(object.table) + " r WHERE r.zk = c.id AND r.deleted_at IS NULL)",
         {std::int64_t{object.id}}});
  }

  Result<void> check_stages(const schema::Object& object, const schema::Field& field) {
    const std::string column = "COALESCE(r." + quoted(field.value.column) + ", 0)";
    return count("stages", object.name,
                 {"SELECT COALESCE(sum(abs(n)), 0) FROM (SELECT option_id, sum(n) AS n FROM ("
                  "SELECT option_id, n FROM kontor_tally WHERE field = ? UNION ALL SELECT " +
                      column + ", -1 FROM " + quoted(object.table) +
                      " r WHERE r.deleted_at IS NULL) a GROUP BY option_id) b",
                  {std::int64_t{field.id}}});
  }

  Result<void> check_sums(const schema::Object& object, const schema::Field& field,
                          const schema::Field& sum) {
    const std::string currency = "r." + quoted(sum.currency_column);
    return count(
        "sums", object.name,
        {"SELECT count(*) FROM (SELECT option_id, currency FROM ("
         "SELECT option_id, currency, total AS t FROM kontor_tally_sum "
         "WHERE field = ? AND sum_field = ? UNION ALL SELECT COALESCE(r." +
             quoted(field.value.column) + ", 0), " + currency + ", -r." + quoted(sum.value.column) +
             " FROM " + quoted(object.table) + " r WHERE r.deleted_at IS NULL AND " + currency +
             " <> '') a GROUP BY option_id, currency HAVING sum(t) <> 0) b",
         {std::int64_t{field.id}, std::int64_t{sum.id}}});
  }

  storage::Connection& connection_;
  const schema::Catalogue& catalogue_;
  std::vector<Finding> findings_;
};

}  // namespace

Result<std::vector<Finding>> audit(storage::Connection& connection,
                                   const schema::Catalogue& catalogue) {
  return Audit(connection, catalogue).run();
}

}  // namespace kontor::records
