#include "access/hidden.h"

#include "query/reader.h"
#include "query/rights.h"
#include "query/titles.h"

namespace kontor::access {
namespace {

bool keeps_back(const Reason& reason) {
  if (reason.kind == RuleKind::limit) return !reason.holds;
  return reason.kind == RuleKind::forbid && reason.holds;
}

// The newest that `mine` sees and `theirs` does not, one more than are told.
Result<std::vector<std::int64_t>> hidden_ids(storage::Connection& connection,
                                             const schema::Object& object, query::Rights& mine,
                                             query::Rights& theirs) {
  storage::Sql sql{"SELECT r.id FROM " + object.table + " r WHERE r.deleted_at IS NULL AND ", {}};
  // What is neither true nor false is not seen.
  sql << mine.visible(object, "r") << " AND CASE WHEN " << theirs.visible(object, "r")
      << " THEN 0 ELSE 1 END = 1 ORDER BY r.id DESC LIMIT " << std::to_string(kMostHidden + 1);
  std::vector<std::int64_t> ids;
  TRY(connection.each(sql, [&](const storage::Row& row) {
    ids.push_back(row.integer(0));
    return true;
  }));
  return ids;
}

}  // namespace

Result<Hidden> hidden_records(const Access& access, const auth::Actor& actor,
                              std::string_view name) {
  if (!actor.viewed || actor.emergency) return fail(Code::forbidden, "access.not_viewing");
  auth::Actor myself = actor;
  myself.viewed = {};
  const auto view = TRY(access.view(myself));
  storage::Connection& connection = view->connection();
  const auto* object = TRY(query::find_object(*view->catalogue(), name));
  const auto other = TRY(access.rights_of(actor.viewed, connection, view->catalogue()));
  query::Rights mine(view->rights(), connection.engine());
  query::Rights theirs(*other, connection.engine());
  Hidden hidden;
  if (TRY(mine.require(*object))->nothing()) return hidden;
  TRY(theirs.require(*object));
  auto ids = TRY(hidden_ids(connection, *object, mine, theirs));
  hidden.more = ids.size() > kMostHidden;
  if (hidden.more) ids.pop_back();
  auto titles = TRY(query::read_titles(connection, *object, ids, mine));
  for (const std::int64_t id : ids) {
    HiddenRecord record{.id = RecordId{id}, .title = std::move(titles[id])};
    for (Reason& reason :
         TRY(explain(*other, connection, *object, query::Action::see, record.id)).reasons)
      if (keeps_back(reason)) record.reasons.push_back(std::move(reason));
    hidden.records.push_back(std::move(record));
  }
  return hidden;
}

}  // namespace kontor::access
