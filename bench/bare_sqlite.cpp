#include <sqlite3.h>

#include "bare_list.h"

namespace kontor::bench {
namespace {

std::string statement(const std::string& index) {
  return "SELECT r.id, r.version, r.title, h.id, h.title, r.f_address_postal_code, "
         "r.f_address_place, r.f_role FROM (SELECT id FROM o_person INDEXED BY " +
         index +
         " WHERE deleted_at IS NULL AND f_category = ? AND n_address_postal_code >= ? AND "
         "n_address_postal_code < ? ORDER BY s_last_name, s_first_name, id LIMIT 50) k CROSS JOIN "
         "o_person r ON r.id = k.id LEFT JOIN o_company h ON h.id = r.f_company AND h.deleted_at "
         "IS NULL";
}

class SqlitePages final : public BarePages {
 public:
  ~SqlitePages() override {
    for (sqlite3_stmt* one : statements_) sqlite3_finalize(one);
    sqlite3_close(db_);
  }

  Result<void> open(const std::string& file) {
    sqlite3_open_v2(file.c_str(), &db_, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, nullptr);
    sqlite3_exec(db_, "PRAGMA mmap_size=8589934592; PRAGMA cache_size=-2048", nullptr, nullptr,
                 nullptr);
    for (const char* index :
         {"o_person__f_address_postal_code", "o_person__order", "o_person__f_category"}) {
      sqlite3_stmt* prepared = nullptr;
      if (sqlite3_prepare_v2(db_, statement(index).c_str(), -1, &prepared, nullptr) != SQLITE_OK)
        return fail_internal(sqlite3_errmsg(db_));
      statements_.push_back(prepared);
    }
    return {};
  }

  int ways() const override { return static_cast<int>(statements_.size()); }
  std::int64_t cpu_us() const override { return thread_cpu_us(); }

  Result<void> read(int way, std::int64_t category, const std::string& prefix,
                    std::string& out) override {
    sqlite3_stmt* one = statements_[static_cast<std::size_t>(way)];
    const std::string end = prefix.substr(0, prefix.size() - 1) + char(prefix.back() + 1);
    sqlite3_bind_int64(one, 1, category);
    sqlite3_bind_text(one, 2, prefix.data(), int(prefix.size()), SQLITE_STATIC);
    sqlite3_bind_text(one, 3, end.data(), int(end.size()), SQLITE_STATIC);
    JsonWriter json(out);
    begin_bare_page(json);
    const auto text = [one](int column) -> std::string_view {
      const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(one, column));
      if (!bytes) return {};
      return {bytes, std::size_t(sqlite3_column_bytes(one, column))};
    };
    while (sqlite3_step(one) == SQLITE_ROW)
      write_bare_row(json,
                     {text(0), text(1), text(2), text(3), text(4), text(5), text(6), text(7)});
    sqlite3_reset(one);
    end_bare_page(json);
    return {};
  }

 private:
  sqlite3* db_ = nullptr;
  std::vector<sqlite3_stmt*> statements_;
};

}  // namespace

Result<std::unique_ptr<BarePages>> open_bare_sqlite(const std::string& file) {
  auto pages = std::make_unique<SqlitePages>();
  TRY(pages->open(file));
  return pages;
}

}  // namespace kontor::bench
