#include "access/rules/everyone.h"

namespace kontor::access {

Result<Everyone> Everyone::load(storage::Connection& connection, std::set<std::string> sets,
                                Instant at) {
  Everyone all;
  all.sets_ = std::move(sets);
  all.at_ = at;
  all.organisation_ = TRY(load_organisation(connection));
  all.shares_ = TRY(Shares::all(connection));
  TRY(all.read_names(connection));
  return all;
}

Result<Everyone> Everyone::load(storage::Connection& connection, OrganisationPtr organisation,
                                RecordId record, std::set<std::string> sets, Instant at) {
  Everyone all;
  all.sets_ = std::move(sets);
  all.at_ = at;
  all.organisation_ = std::move(organisation);
  all.shares_ = TRY(Shares::of_record(connection, record.value));
  TRY(all.read_names(connection));
  return all;
}

Result<void> Everyone::read_names(storage::Connection& connection) {
  TRY(connection.each(
      {"SELECT id, title FROM o_user WHERE f_active = 1 AND deleted_at IS NULL ORDER BY id", {}},
      [&](const storage::Row& row) {
        people_.push_back({RecordId{row.integer(0)}, std::string(row.text(1))});
        return true;
      }));
  return connection.each({"SELECT id, title FROM o_team WHERE deleted_at IS NULL", {}},
                         [&](const storage::Row& row) {
                           teams_.emplace(row.integer(0), row.text(1));
                           return true;
                         });
}

Everyone::One Everyone::one(RecordId id) const {
  One one{.principal = {}, .shared = shares_.with(*organisation_, id.value, at_)};
  std::vector<std::string> teams;
  for (const Id team : organisation_->teams_of(id.value))
    if (const auto found = teams_.find(team); found != teams_.end()) teams.push_back(found->second);
  const Asker asker{.user = id.value, .active = true, .at = at_};
  one.principal = make_principal(asker, *organisation_, sets_, one.shared, teams);
  return one;
}

}  // namespace kontor::access
