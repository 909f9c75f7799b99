#include "access/rules/everyone.h"

#include "access/rules/shares.h"

namespace kontor::access {

Result<Everyone> Everyone::load(storage::Connection& connection, std::set<std::string> sets,
                                Instant at) {
  Everyone all;
  all.sets_ = std::move(sets);
  all.at_ = at;
  all.organisation_ = TRY(load_organisation(connection));
  TRY(connection.each(
      {"SELECT id, title FROM o_user WHERE f_active = 1 AND deleted_at IS NULL ORDER BY id", {}},
      [&](const storage::Row& row) {
        all.people_.push_back({RecordId{row.integer(0)}, std::string(row.text(1))});
        return true;
      }));
  TRY(connection.each({"SELECT id, title FROM o_team WHERE deleted_at IS NULL", {}},
                      [&](const storage::Row& row) {
                        all.teams_.emplace(row.integer(0), row.text(1));
                        return true;
                      }));
  all.shares_ = TRY(connection.integer({"SELECT 1 FROM kontor_share LIMIT 1", {}})).has_value();
  return all;
}

Result<Everyone::One> Everyone::one(storage::Connection& connection, RecordId id) const {
  One one;
  if (shares_) one.shared = TRY(shared_with(connection, *organisation_, id.value, at_));
  std::vector<std::string> teams;
  for (const Id team : organisation_->teams_of(id.value))
    if (const auto found = teams_.find(team); found != teams_.end()) teams.push_back(found->second);
  const Asker asker{.user = id.value, .active = true, .at = at_};
  one.principal = make_principal(asker, *organisation_, sets_, one.shared, teams);
  return one;
}

}  // namespace kontor::access
