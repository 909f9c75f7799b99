#include "query/detail/stage_totals.h"

#include <algorithm>

#include "schema/counters.h"
#include "storage/dialect.h"

namespace kontor::query {
namespace {

using schema::Field;
using schema::FieldType;
using storage::quoted;
using storage::Row;
using storage::Sql;
using Totals = std::map<std::int64_t, StageTotals>;

class Adder {
 public:
  Adder(const StageQuestion& question, const Select& select, const Reader& reader,
        const Rights& rights)
      : question_(question), select_(select), reader_(reader), rights_(rights) {}

  Result<Totals> done() {
    const bool counted = can_use_counters();
    TRY(counted ? count_by_counters() : count_by_rows());
    for (std::size_t i = 0; i < question_.sums.size(); ++i) {
      TRY(counted ? sum_by_counters(i) : sum_by_rows(i));
    }
    return std::move(totals_);
  }

 private:
  // Every field concerned must be readable in every row, and counters kept for it.
  bool can_use_counters() const {
    const Field& field = question_.field;
    const auto tallied = schema::tallied_fields(question_.object);
    if (!question_.whole || std::ranges::find(tallied, &field) == tallied.end()) return false;
    const auto hidden = [&](const Field& asked) {
      return rights_.readable(question_.object, asked, kRoot).has_value();
    };
    const Field* pipeline = question_.object.field(field.pipeline_field);
    if (hidden(field) || (pipeline && hidden(*pipeline))) return false;
    return std::ranges::all_of(question_.sums, [&](const Field* sum) {
      return !hidden(*sum) && std::ranges::find(field.tally, sum->name) != field.tally.end();
    });
  }

  // " FROM table WHERE ..." of the counters the reader may see.
  Sql counters(const std::string& table) const {
    Sql sql{" FROM " + table + " WHERE field = ?", {std::int64_t{question_.field.id}}};
    if (question_.pipeline != 0) sql << Sql{" AND pipeline = ?", {question_.pipeline}};
    const Scope& scope = rights_.scope(question_.object);
    if (!scope.everything) sql << " AND " << counter_in_scope(scope, "zk", rights_.engine());
    return sql;
  }

  Result<void> count_by_counters() {
    Sql sql = Sql{"SELECT option_id, CAST(sum(n) AS bigint)", {}} << counters("kontor_tally");
    return read_counts(sql << " GROUP BY option_id");
  }

  Result<void> sum_by_counters(std::size_t i) {
    Sql sql = Sql{"SELECT option_id, currency, CAST(sum(total) AS bigint)", {}}
              << counters("kontor_tally_sum");
    sql << Sql{" AND sum_field = ?", {std::int64_t{question_.sums[i]->id}}};
    return read_sums(i, sql << " GROUP BY option_id, currency ORDER BY currency");
  }

  // The column as far as it may be read.
  Sql value(const Field& field, const std::string& column) const {
    Sql sql{std::string(kRoot) + '.' + quoted(column), {}};
    const auto readable = rights_.readable(question_.object, field, kRoot);
    return readable ? Sql{"CASE WHEN ", {}} << *readable << " THEN " << sql << " END" : sql;
  }

  Sql stage() const { return value(question_.field, question_.field.value.column); }

  // `inner` names the columns, so that GROUP BY needs no expression twice.
  Result<Sql> rows(const Sql& inner, const std::string& outer) const {
    Sql sql = Sql{"SELECT " + outer + " FROM (SELECT ", {}} << inner;
    return sql << TRY(select_.rows({inner})) << ") b";
  }

  Result<void> count_by_rows() {
    const Sql sql = TRY(rows(stage() << " AS stage", "coalesce(stage, 0), count(*)"));
    return read_counts(Sql(sql) << " GROUP BY stage");
  }

  Result<void> sum_by_rows(std::size_t i) {
    const Field& field = *question_.sums[i];
    const bool money = field.type == FieldType::money;
    Sql inner = stage() << " AS stage, " << value(field, field.value.column) << " AS value, ";
    inner << (money ? std::string(kRoot) + '.' + quoted(field.currency_column) : "''")
          << " AS currency";
    Sql sql = TRY(rows(inner, "coalesce(stage, 0), currency, CAST(sum(value) AS bigint)"));
    sql << " WHERE value IS NOT NULL GROUP BY stage, currency ORDER BY currency";
    return read_sums(i, sql);
  }

  StageTotals& of(std::int64_t option) {
    StageTotals& totals = totals_[option];
    totals.sums.resize(question_.sums.size());
    return totals;
  }

  Result<void> read_counts(const Sql& sql) {
    return reader_.connection.each(sql, [&](const Row& row) {
      of(row.integer(0)).count += row.integer(1);
      return true;
    });
  }

  Result<void> read_sums(std::size_t i, const Sql& sql) {
    return reader_.connection.each(sql, [&](const Row& row) {
      const Money money{row.integer(2), std::string(row.text(1))};
      if (money.minor != 0) of(row.integer(0)).sums[i].push_back(money);
      return true;
    });
  }

  const StageQuestion& question_;
  const Select& select_;
  const Reader& reader_;
  const Rights& rights_;
  Totals totals_;
};

}  // namespace

Result<Totals> stage_totals(const StageQuestion& question, const Select& select,
                            const Reader& reader, const Rights& rights) {
  return Adder(question, select, reader, rights).done();
}

}  // namespace kontor::query
