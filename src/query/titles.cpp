#include "query/titles.h"

#include <algorithm>

#include "storage/dialect.h"

namespace kontor::query {

using storage::Sql;

Sql title_sql(const schema::Object& object, std::string_view alias, const Rights& rights) {
  const Sql title{std::string(alias) + ".title", {}};
  const auto* field = object.field(object.title_field);
  const auto readable = field ? rights.readable(object, *field, alias) : std::nullopt;
  if (!readable) return title;
  return Sql{"CASE WHEN ", {}} << *readable << " THEN " << title << " END";
}

Result<std::map<std::int64_t, std::string>> read_titles(storage::Connection& connection,
                                                        const schema::Object& object,
                                                        const std::vector<std::int64_t>& ids,
                                                        const Rights& rights) {
  std::map<std::int64_t, std::string> titles;
  if (ids.empty()) return titles;
  auto set = std::make_shared<std::vector<std::int64_t>>(ids);
  std::ranges::sort(*set);
  Sql sql = Sql{"SELECT r.id, ", {}} << title_sql(object, "r", rights);
  sql << Sql{" FROM " + storage::quoted(object.table) + " r WHERE " +
                 storage::in_ints(rights.engine(), "r.id") + " AND ",
             {storage::IntSet(set)}};
  TRY(connection.each(sql << rights.visible(object, "r"), [&](const storage::Row& row) {
    titles.emplace(row.integer(0), row.text(1));
    return true;
  }));
  return titles;
}

}  // namespace kontor::query
