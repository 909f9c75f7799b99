// The tables of the organisation. Units, teams and territories lie in tables of records (o_unit,
// o_team, o_territory), so that query reads them like any object; this room alone writes them.
#pragma once

#include <vector>

#include "storage/migrate.h"

namespace kontor::access {

// The row of kontor_epoch that every change of the organisation raises; also whoever switches an
// account on or off does.
inline constexpr const char* kOrganisationEpoch = "organisation";

// Roles that exist from the beginning.
inline constexpr const char* kAdministrator = "administrator";
inline constexpr const char* kDispatch = "dispatch";  // holds leads without a territory

std::vector<storage::Migration> organisation_migrations();

}  // namespace kontor::access
