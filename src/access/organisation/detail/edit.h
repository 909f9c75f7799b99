// One change of the organisation inside its transaction: what it works on, and what all kinds of
// changes do.
#pragma once

#include <string>
#include <string_view>

#include "access/organisation/store.h"
#include "base/json.h"

namespace kontor::access {

// Numbers of the objects in the catalogue and in kontor_class (schema/system_fields.h).
inline constexpr std::int64_t kUnitObject = 2, kTeamObject = 3, kTerritoryObject = 4;

class Edit {
 public:
  Edit(storage::Transaction& transaction, OrganisationPtr organisation, RecordId author,
       Instant when, IdSource& source)
      : tx(transaction),
        tree(*organisation),
        by(author),
        now(when),
        ids(source),
        organisation_(std::move(organisation)) {}

  storage::Transaction& tx;
  const Organisation& tree;  // as it was before
  const RecordId by;
  const Instant now;
  IdSource& ids;
  bool territories = false;  // they changed: records must be looked at again

  // Appends a line to the log; `detail` is written by `fill` between the braces of an object.
  Result<void> note(std::string_view action, Id subject,
                    const std::function<void(JsonWriter&)>& fill = {});

  // Rows of o_unit, o_team, o_territory.
  Result<Id> insert_row(const char* table, std::int64_t object, const std::string& name,
                        storage::Sql more = {});
  Result<void> rename_row(const char* table, Id id, const std::string& name);
  Result<void> delete_row(const char* table, std::int64_t object, Id id);

  // o_user.unit and o_user.organisation of these users, from the organisation as it now is.
  Result<void> settle_users(const Ids& users);

  Result<void> execute(storage::Sql sql);
  // Fails with `what` unless the query has a row.
  Result<void> require(storage::Sql sql, Error what);
  Result<void> require_user(Id user, const char* field);

  storage::Value author() const { return by ? storage::Value(by.value) : storage::Value(); }

 private:
  OrganisationPtr organisation_;
};

// Errors: invalid organisation.name.
Result<std::string> checked_name(std::string_view name);
// Errors: invalid organisation.span.
Result<void> check_span(const Span& span);
storage::Value end_of(const Span& span);

}  // namespace kontor::access
