#include "query/shown.h"

#include <algorithm>
#include <memory>

#include "query/modes.h"
#include "query/rights.h"
#include "storage/dialect.h"

namespace kontor::query {

Result<Shown> Shown::of(storage::Connection& connection, const schema::Object& object,
                        std::vector<std::int64_t> ids, ScopeSource& source) {
  Shown shown(object);
  Rights rights(source, connection.engine());
  ScopePtr scope = TRY(rights.require(object));
  if (scope->everything && scope->modes.size() == 1) {
    shown.all_ = std::move(scope);
    return shown;
  }
  if (ids.empty() || scope->nothing()) return shown;
  std::ranges::sort(ids);
  ids.erase(std::ranges::unique(ids).begin(), ids.end());
  storage::Sql sql{"SELECT r.id", {}};
  int width = 1;
  const RowModes row_modes(object, "r", rights, 0, width, sql);
  sql << " FROM " << storage::quoted(object.table) << " r WHERE "
      << storage::Sql{storage::in_ints(connection.engine(), "r.id"),
                      {std::make_shared<const std::vector<std::int64_t>>(std::move(ids))}}
      << " AND (" << rights.in_scope(object, "r") << ")";
  FieldModes scratch;
  TRY(connection.each(sql, [&](const storage::Row& row) {
    shown.records_.emplace(row.integer(0), row_modes.of(row, scratch));
    return true;
  }));
  return shown;
}

const FieldModes* Shown::modes(std::int64_t id) const {
  if (all_) return &all_->modes.front();
  const auto found = records_.find(id);
  return found == records_.end() ? nullptr : &found->second;
}

Mode Shown::mode(std::int64_t id, const schema::Field& field) const {
  const FieldModes* shown = modes(id);
  return shown ? shown->at(place_of(*object_, field)) : Mode::none;
}

}  // namespace kontor::query
