#include <array>
#include <libpq-fe.h>

#include "bare_list.h"
#include "load.h"

namespace kontor::bench {
namespace {

// PostgreSQL finds its own way: once with an eye on the order, once without.
std::string statement(bool sorted_last) {
  const std::string order =
      " ORDER BY s_last_name NULLS FIRST, s_first_name NULLS FIRST, id NULLS FIRST LIMIT 50";
  const std::string found =
      "SELECT id, s_last_name, s_first_name FROM o_person WHERE deleted_at IS NULL AND f_category "
      "= $1 AND n_address_postal_code >= $2 AND n_address_postal_code < $3";
  const std::string ids =
      sorted_last ? "SELECT * FROM (" + found + " OFFSET 0) f" + order : found + order;
  return "SELECT r.id, r.version, r.title, h.id, h.title, r.f_address_postal_code, "
         "r.f_address_place, r.f_role FROM (" +
         ids +
         ") k JOIN o_person r ON r.id = k.id LEFT JOIN o_company h ON h.id = r.f_company AND "
         "h.deleted_at IS NULL ORDER BY k.s_last_name NULLS FIRST, k.s_first_name NULLS FIRST, "
         "k.id";
}

class PostgresPages final : public BarePages {
 public:
  ~PostgresPages() override { PQfinish(connection_); }

  Result<void> open(const std::string& url) {
    connection_ = PQconnectdb(url.c_str());
    PQclear(PQexec(connection_, "SET plan_cache_mode = force_custom_plan; SET jit = off"));
    for (const bool sorted_last : {false, true}) {
      PGresult* prepared = PQprepare(connection_, sorted_last ? "1" : "0",
                                     statement(sorted_last).c_str(), 0, nullptr);
      const bool done = PQresultStatus(prepared) == PGRES_COMMAND_OK;
      PQclear(prepared);
      if (!done) return fail_internal(PQerrorMessage(connection_));
    }
    return {};
  }

  int ways() const override { return 2; }
  std::int64_t cpu_us() const override {
    return thread_cpu_us() + process_cpu_us(PQbackendPID(connection_));
  }

  Result<void> read(int way, std::int64_t category, const std::string& prefix,
                    std::string& out) override {
    const std::string wanted = std::to_string(category);
    const std::string end = prefix.substr(0, prefix.size() - 1) + char(prefix.back() + 1);
    const std::array<const char*, 3> values{wanted.c_str(), prefix.c_str(), end.c_str()};
    PGresult* rows =
        PQexecPrepared(connection_, way == 0 ? "0" : "1", 3, values.data(), nullptr, nullptr, 0);
    if (PQresultStatus(rows) != PGRES_TUPLES_OK) {
      PQclear(rows);
      return fail_internal(PQerrorMessage(connection_));
    }
    JsonWriter json(out);
    begin_bare_page(json);
    for (int row = 0; row < PQntuples(rows); ++row) {
      const auto text = [&](int column) -> std::string_view {
        if (PQgetisnull(rows, row, column)) return {};
        return {PQgetvalue(rows, row, column), std::size_t(PQgetlength(rows, row, column))};
      };
      write_bare_row(json,
                     {text(0), text(1), text(2), text(3), text(4), text(5), text(6), text(7)});
    }
    PQclear(rows);
    end_bare_page(json);
    return {};
  }

 private:
  PGconn* connection_ = nullptr;
};

}  // namespace

Result<std::unique_ptr<BarePages>> open_bare_postgres(const std::string& url) {
  auto pages = std::make_unique<PostgresPages>();
  TRY(pages->open(url));
  return pages;
}

}  // namespace kontor::bench
