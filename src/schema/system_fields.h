// What every catalogue has: the system fields of every object, and the objects behind them.
#pragma once

#include "schema/catalogue.h"

namespace kontor::schema {

inline constexpr int kFirstObjectId = 10;
inline constexpr int kFirstFieldId = 1000;

// Fields every object has, with the same ids everywhere: owner, unit, territory, organisation,
// confidential, created_at, created_by, changed_at, changed_by, deleted_at. Unit and organisation
// are those of the owner unless somebody says otherwise, the territory follows from the address.
std::vector<Field> system_fields();

// `user`: read like any object, written by the auth room only, which also makes its table o_user:
// the columns of every record table and f_name (equal to title), f_email (lower case), f_language,
// f_active (0/1).
Object user_object();

// `unit`, `team` and `territory` are written by the access room only, in tables of the same shape.
Object unit_object();
Object team_object();
Object territory_object();

// All of them: the catalogue before any kit.
std::vector<Object> built_in_objects();

}  // namespace kontor::schema
