#include "access/organisation/detail/edit.h"

#include "base/text.h"
#include "storage/dialect.h"

namespace kontor::access {
namespace {

constexpr std::size_t kMaxName = 200;
// Units and the like count as one class of records each.
constexpr std::int64_t kClass = 1;

storage::Sql count_rows(std::int64_t object, std::int64_t more) {
  return {
      "INSERT INTO kontor_class (object, id, owner, unit, territory, organisation, "
      "confidential, n) VALUES (?, ?, 0, 0, 0, 0, 0, ?) ON CONFLICT (object, id) DO UPDATE SET "
      "n = kontor_class.n + excluded.n",
      {object, kClass, more}};
}

}  // namespace

Result<void> Edit::execute(storage::Sql sql) {
  TRY(tx.execute(sql));
  return {};
}

Result<void> Edit::require(storage::Sql sql, Error what) {
  if (!TRY(tx.integer(sql))) return Failure(std::move(what));
  return {};
}

Result<void> Edit::require_user(Id user, const char* field) {
  return require({"SELECT 1 FROM o_user WHERE id = ? AND deleted_at IS NULL", {user}},
                 {Code::invalid, "organisation.user", {}, field});
}

Result<void> Edit::note(std::string_view action, Id subject,
                        const std::function<void(JsonWriter&)>& fill) {
  std::string detail;
  JsonWriter json(detail);
  json.begin_object();
  if (fill) fill(json);
  json.end_object();
  return execute(
      {"INSERT INTO kontor_organisation_log (id, at, by_user, action, subject, detail) "
       "VALUES (?, ?, ?, ?, ?, ?)",
       {ids.next().value, now.micros, author(), std::string(action), subject, detail}});
}

Result<Id> Edit::insert_row(const char* table, std::int64_t object, const std::string& name,
                            storage::Sql more) {
  const Id id = ids.next().value;
  std::string columns, marks;
  if (!more.text.empty()) {
    columns = ", " + more.text;
    for (std::size_t i = 0; i < more.params.size(); ++i) marks += ", ?";
  }
  storage::Sql sql{"INSERT INTO " + std::string(table) +
                       " (id, version, title, title_fold, title_sort, confidential, zk, "
                       "created_at, created_by, changed_at, changed_by" +
                       columns + ") VALUES (?, 1, ?, ?, ?, 0, ?, ?, ?, ?, ?" + marks + ")",
                   {id, name, fold_case(name), storage::Blob{sort_key(name)}, kClass, now.micros,
                    author(), now.micros, author()}};
  sql.params.insert(sql.params.end(), more.params.begin(), more.params.end());
  TRY(execute(std::move(sql)));
  TRY(execute(count_rows(object, 1)));
  return id;
}

Result<void> Edit::rename_row(const char* table, Id id, const std::string& name) {
  return execute(
      {"UPDATE " + std::string(table) +
           " SET title = ?, title_fold = ?, title_sort = ?, version = version + 1, "
           "changed_at = ?, changed_by = ? WHERE id = ?",
       {name, fold_case(name), storage::Blob{sort_key(name)}, now.micros, author(), id}});
}

Result<void> Edit::delete_row(const char* table, std::int64_t object, Id id) {
  TRY(execute({"UPDATE " + std::string(table) +
                   " SET deleted_at = ?, version = version + 1, changed_at = ?, changed_by = ? "
                   "WHERE id = ?",
               {now.micros, now.micros, author(), id}}));
  return execute(count_rows(object, -1));
}

Result<void> Edit::settle_users(const Ids& users) {
  if (users.empty()) return {};
  const OrganisationPtr after = TRY(load_organisation(tx));
  auto or_null = [](Id id) { return id ? storage::Value(id) : storage::Value(); };
  for (Id user : users) {
    const Id unit = after->main_unit(user, now);
    const Unit* main = after->unit(unit);
    const Id company = main ? main->company : 0;
    TRY(
        execute({"UPDATE o_user SET unit = ?, organisation = ? WHERE id = ? AND (COALESCE(unit, 0) "
                 "<> ? OR COALESCE(organisation, 0) <> ?)",
                 {or_null(unit), or_null(company), user, unit, company}}));
  }
  return {};
}

Result<std::string> checked_name(std::string_view name) {
  std::string tidy = tidy_line(name);
  if (tidy.empty() || length(tidy) > kMaxName)
    return fail(Code::invalid, "organisation.name", {{"max", std::to_string(kMaxName)}}, "name");
  return tidy;
}

Result<void> check_span(const Span& span) {
  if (span.from >= span.until) return fail(Code::invalid, "organisation.span", {}, "until");
  return {};
}

storage::Value end_of(const Span& span) {
  return span.until == Span{}.until ? storage::Value() : storage::Value(span.until);
}

}  // namespace kontor::access
