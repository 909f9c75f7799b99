#include "query/modes.h"

#include <algorithm>

namespace kontor::query {
namespace {

void strengthen(FieldModes& modes, const FieldModes& more) {
  for (std::size_t i = 0; i < more.size(); ++i) modes[i] = std::max(modes[i], more[i]);
}

bool contains(const storage::IntSet& set, std::int64_t value) {
  return set && std::ranges::binary_search(*set, value);
}

std::size_t modes_of_class(const Scope& scope, std::int64_t zk) {
  using Listed = std::pair<std::int64_t, std::size_t>;
  const auto found = std::ranges::lower_bound(scope.class_modes, zk, {}, &Listed::first);
  return found != scope.class_modes.end() && found->first == zk ? found->second : 0;
}

}  // namespace

RowModes::RowModes(const schema::Object& object, std::string_view alias, const Rights& rights,
                   int id, int& width, storage::Sql& select)
    : scope_(rights.scope_ptr(object)), id_(id) {
  if (scope_->modes.empty()) nothing_.assign(object.fields.size(), Mode::none);
  if (scope_->modes.size() < 2) return;
  zk_ = width++;
  select << ", " << alias << ".zk";
  first_term_ = width;
  for (const auto& term : scope_->row_terms) {
    select << ", CASE WHEN " << condition_sql(term.condition, rights.rule_context(), alias)
           << " THEN 1 ELSE 0 END";
    ++width;
  }
}

const FieldModes& RowModes::of(const storage::Row& row, FieldModes& scratch) const {
  const Scope& scope = *scope_;
  if (scope.modes.empty()) return nothing_;
  if (zk_ < 0) return scope.modes[0];
  scratch.assign(scope.modes[0].size(), Mode::none);
  const std::int64_t zk = row.integer(zk_);
  if (scope.everything || contains(scope.classes, zk)) {
    strengthen(scratch, scope.modes.at(modes_of_class(scope, zk)));
  }
  for (std::size_t i = 0; i < scope.row_terms.size(); ++i) {
    if (row.integer(first_term_ + static_cast<int>(i)) == 0) continue;
    strengthen(scratch, scope.modes.at(scope.row_terms[i].modes));
  }
  if (contains(scope.shared, row.integer(id_))) {
    strengthen(scratch, scope.modes.at(scope.shared_modes));
  }
  return scratch;
}

}  // namespace kontor::query
