// Changes of the organisation. Each is one transaction: checked against the organisation as it is
// in it, written, noted in kontor_organisation_log, and the epoch raised, so that the next request
// of anybody sees it. No record is touched.
//
// Errors name the field of the request: not_found "not_found"; invalid "organisation.*",
// "territory.*"; conflict "organisation.in_use", "organisation.seat_twice", "territory.taken", ...
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "access/organisation/load.h"
#include "base/id.h"
#include "base/result.h"
#include "base/time.h"
#include "storage/database.h"

namespace kontor::access {

struct NewUnit {
  std::string name;
  UnitKind kind = UnitKind::group;
  Id parent = 0;  // 0: outermost, which only companies can be
  bool external = false;
};

// What is not named stays.
struct UnitChange {
  std::optional<std::string> name = {};
  std::optional<UnitKind> kind = {};
  std::optional<Id> parent = {};
  std::optional<bool> external = {};
  std::optional<bool> closed = {};
};

struct NewRole {
  std::string label_de, label_en;
};

struct LogEntry {
  Instant at;
  Id by = 0;
  std::string action;  // "unit.moved"
  Id subject = 0;
  std::string detail;  // JSON
};

// One change on its way; detail/edit.h.
class Edit;

class OrganisationStore {
 public:
  OrganisationStore(storage::Database& database, IdSource& ids, const Clock& clock)
      : database_(database), ids_(ids), clock_(clock) {}

  // Makes sure that there is a unit, that everybody has a seat, and that somebody is administrator:
  // all who worked here before there were roles.
  [[nodiscard]] Result<void> prepare();
  // For auth::Users: a new account gets its seat in the transaction that makes it.
  [[nodiscard]] Result<void> welcome(storage::Transaction& tx, RecordId user);
  // For auth::Users, when an account has ended: somebody stays administrator. conflict
  // organisation.last_administrator.
  [[nodiscard]] Result<void> farewell(storage::Transaction& tx, RecordId user);

  // --- Units
  [[nodiscard]] Result<Id> add_unit(const NewUnit& unit, RecordId by);
  // Moving below itself: organisation.circle. Deeper than kMaxDepth: organisation.depth. Closing
  // with people or open units below: organisation.in_use.
  [[nodiscard]] Result<void> change_unit(Id unit, const UnitChange& change, RecordId by);

  // --- Seats. `id` 0: a new one. Spans must not be empty; nobody sits in a unit twice at a time.
  [[nodiscard]] Result<Id> put_seat(const Seat& seat, RecordId by);
  [[nodiscard]] Result<void> remove_seat(Id seat, RecordId by);
  [[nodiscard]] Result<Id> put_absence(const Absence& absence, RecordId by);
  [[nodiscard]] Result<void> remove_absence(Id absence, RecordId by);

  // --- Roles and teams
  [[nodiscard]] Result<Id> add_role(const NewRole& role, RecordId by);
  // Rules go on naming it: they know it by a name that stays. organisation.role_exists for a label
  // another one has.
  [[nodiscard]] Result<void> rename_role(Id role, const NewRole& labels, RecordId by);
  [[nodiscard]] Result<void> remove_role(Id role, RecordId by);
  // The last active administrator stays one: organisation.last_administrator.
  [[nodiscard]] Result<void> set_role(Id role, Id user, bool member, RecordId by);
  [[nodiscard]] Result<Id> add_team(const std::string& name, RecordId by);
  [[nodiscard]] Result<void> rename_team(Id team, const std::string& name, RecordId by);
  [[nodiscard]] Result<void> remove_team(Id team, RecordId by);
  [[nodiscard]] Result<void> set_team(Id team, Id user, bool member, RecordId by);

  // --- Territories
  [[nodiscard]] Result<Id> add_territory(const std::string& name, RecordId by);
  [[nodiscard]] Result<void> rename_territory(Id territory, const std::string& name, RecordId by);
  [[nodiscard]] Result<void> remove_territory(Id territory, RecordId by);
  // Replaces all of them. One that another territory has: territory.taken.
  [[nodiscard]] Result<void> set_prefixes(Id territory, std::vector<PostalPrefix> prefixes,
                                          RecordId by);
  [[nodiscard]] Result<Id> put_holding(const Holding& holding, RecordId by);
  [[nodiscard]] Result<void> remove_holding(Id holding, RecordId by);

  [[nodiscard]] Result<void> set_distribution(Distribution mode, RecordId by);

  // Runs in the transaction of a change of territories: what the caller must do about it later.
  std::function<Result<void>(storage::Transaction&)> territories_changed = {};
  // Dated seats begin and end by themselves; this brings the main units in o_user up to date.
  [[nodiscard]] Result<void> refresh_main_units();

  // Newest first.
  [[nodiscard]] Result<std::vector<LogEntry>> log(int limit);

 private:
  using Step = std::function<Result<void>(Edit&)>;
  Result<void> change(RecordId by, const Step& step);

  storage::Database& database_;
  IdSource& ids_;
  const Clock& clock_;
};

}  // namespace kontor::access
