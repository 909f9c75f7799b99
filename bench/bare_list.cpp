#include "bare_list.h"

#include <ctime>
#include <map>
#include <memory>
#include <sqlite3.h>

#include "base/json.h"

namespace kontor::bench {
namespace {

constexpr int kLimit = 50;

std::string statement(const std::string& index) {
  return "SELECT r.id, r.version, r.title, h.id, h.title, r.f_address_postal_code, "
         "r.f_address_place, r.f_role FROM (SELECT id FROM o_person INDEXED BY " +
         index +
         " WHERE deleted_at IS NULL AND f_category = ? AND n_address_postal_code >= ? AND "
         "n_address_postal_code < ? ORDER BY s_last_name, s_first_name, id LIMIT 50) k CROSS JOIN "
         "o_person r "
         "ON r.id = k.id LEFT JOIN o_company h ON h.id = r.f_company AND h.deleted_at IS NULL";
}

std::int64_t thread_cpu_us() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return now.tv_sec * 1'000'000 + now.tv_nsec / 1'000;
}

class Statement {
 public:
  Statement(sqlite3* db, const std::string& sql) {
    sqlite3_prepare_v2(db, sql.c_str(), -1, &statement_, nullptr);
  }
  ~Statement() { sqlite3_finalize(statement_); }
  Statement(const Statement&) = delete;

  bool works() const { return statement_ != nullptr; }

  void page(std::int64_t category, const std::string& prefix, std::string& out) {
    const std::string end = prefix.substr(0, prefix.size() - 1) + char(prefix.back() + 1);
    sqlite3_bind_int64(statement_, 1, category);
    sqlite3_bind_text(statement_, 2, prefix.data(), int(prefix.size()), SQLITE_STATIC);
    sqlite3_bind_text(statement_, 3, end.data(), int(end.size()), SQLITE_STATIC);
    JsonWriter json(out);
    json.begin_object().key("records").begin_array();
    while (sqlite3_step(statement_) == SQLITE_ROW) write_row(json);
    sqlite3_reset(statement_);
    json.end_array().key("next").null().key("prev").null().key("offset").null().end_object();
  }

 private:
  std::string_view text(int column) {
    const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
    if (!bytes) return {};
    return {bytes, std::size_t(sqlite3_column_bytes(statement_, column))};
  }

  JsonWriter& text_or_null(JsonWriter& json, int column) {
    const bool null = sqlite3_column_type(statement_, column) == SQLITE_NULL;
    return null ? json.null() : json.text(text(column));
  }

  void write_row(JsonWriter& json) {
    json.begin_object().key("id").text(std::to_string(sqlite3_column_int64(statement_, 0)));
    json.key("object").text("person").key("version").number(sqlite3_column_int64(statement_, 1));
    json.key("title").text(text(2)).key("fields").begin_object();
    json.key("name").text(text(2)).key("company");
    if (const auto company = sqlite3_column_int64(statement_, 3)) {
      json.begin_object().key("id").text(std::to_string(company)).key("title").text(text(4));
      json.end_object();
    } else {
      json.null();
    }
    json.key("category").text("b").key("address.postal_code");
    text_or_null(json, 5).key("address.place");
    text_or_null(json, 6).key("role");
    text_or_null(json, 7).end_object().key("can").begin_object();
    for (const char* ability : {"edit", "delete", "assign", "link"})
      json.key(ability).boolean(true);
    json.key("share").boolean(false).end_object().key("hidden").begin_array().end_array();
    json.key("read_only").begin_array().text("name").end_array().end_object();
  }

  sqlite3_stmt* statement_ = nullptr;
};

}  // namespace

Result<BareList> measure_bare_list(const std::string& database, std::int64_t category,
                                   const std::vector<std::string>& prefixes, int pages) {
  sqlite3* raw = nullptr;
  sqlite3_open_v2(database.c_str(), &raw, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, nullptr);
  const std::unique_ptr<sqlite3, int (*)(sqlite3*)> db(raw, sqlite3_close);
  sqlite3_exec(raw, "PRAGMA mmap_size=8589934592; PRAGMA cache_size=-2048", nullptr, nullptr,
               nullptr);
  Statement gather(raw, statement("o_person__f_address_postal_code"));
  Statement walk(raw, statement("o_person__order"));
  if (!gather.works() || !walk.works()) return fail_internal(sqlite3_errmsg(raw));

  std::string out;
  const auto cost = [&](Statement& way, const std::string& prefix) {
    way.page(category, prefix, out);  // once to warm up
    const auto begin = thread_cpu_us();
    out.clear();
    way.page(category, prefix, out);
    return thread_cpu_us() - begin;
  };
  std::map<std::string, Statement*> best;
  for (const auto& prefix : prefixes) {
    if (best.contains(prefix)) continue;
    best[prefix] = cost(gather, prefix) <= cost(walk, prefix) ? &gather : &walk;
  }

  BareList result;
  const auto begin = thread_cpu_us();
  for (int i = 0; i < pages; ++i) {
    const std::string& prefix = prefixes[i % prefixes.size()];
    out.clear();
    best[prefix]->page(category, prefix, out);
    result.bytes = std::max(result.bytes, out.size());
  }
  result.cpu_us = double(thread_cpu_us() - begin) / pages;
  return result;
}

}  // namespace kontor::bench
