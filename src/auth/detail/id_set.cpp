#include "auth/detail/id_set.h"

#include <algorithm>

#include "storage/dialect.h"

namespace kontor::auth::detail {
namespace {

storage::IntSet set_of(const std::vector<RecordId>& ids) {
  std::vector<std::int64_t> values;
  for (RecordId id : ids) values.push_back(id.value);
  std::ranges::sort(values);
  values.erase(std::ranges::unique(values).begin(), values.end());
  return std::make_shared<const std::vector<std::int64_t>>(std::move(values));
}

}  // namespace

Result<std::vector<RecordId>> ids_among(storage::Connection& connection, storage::Sql sql,
                                        std::string_view column, const std::vector<RecordId>& ids) {
  sql << storage::Sql{storage::in_ints(connection.engine(), column), {set_of(ids)}};
  std::vector<RecordId> found;
  TRY(connection.each(sql, [&](const storage::Row& row) {
    found.push_back(RecordId{row.integer(0)});
    return true;
  }));
  std::ranges::sort(found);
  return found;
}

}  // namespace kontor::auth::detail
