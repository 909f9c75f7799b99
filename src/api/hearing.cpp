#include "api/hearing.h"

#include <algorithm>

#include "query/record.h"

namespace kontor::api {
namespace {

bool contains(const storage::IntSet& set, std::int64_t value) {
  return set && std::ranges::binary_search(*set, value);
}

}  // namespace

bool may_hear(const query::Reader& reader, RecordId user, const events::Event& event) {
  if (event.kind == events::EventKind::notice) return event.record == user;
  const schema::Object* object = reader.catalogue->object(event.object);
  if (event.kind == events::EventKind::catalogue) return true;
  if (!object) return false;
  const auto asked = reader.rights.scope(*object, query::Action::see);
  if (!asked || (*asked)->nothing()) return false;
  const query::Scope& scope = **asked;
  if (scope.everything) return true;
  const bool by_row = !scope.row_terms.empty() || !scope.limits.empty() || !scope.forbids.empty();
  if (event.kind == events::EventKind::slice) {
    const bool by_class = !by_row && event.zk != 0 && (!scope.shared || scope.shared->empty());
    if (by_class) return contains(scope.classes, event.zk);
    return query::sees_some_of(reader, *object, event.record).value_or(false);
  }
  if (!by_row)
    return contains(scope.classes, event.zk) || contains(scope.classes, event.zk_before) ||
           contains(scope.shared, event.record.value);
  return query::in_scope(reader, *object, event.record).value_or(false);
}

}  // namespace kontor::api
