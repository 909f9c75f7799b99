// What every catalogue has: the system fields of every object and the object `user`.
#pragma once

#include "schema/catalogue.h"

namespace kontor::schema {

inline constexpr int kFirstObjectId = 10;
inline constexpr int kFirstFieldId = 1000;

// Fields every object has, with the same ids everywhere: owner, confidential, created_at,
// created_by, changed_at, changed_by, deleted_at. The columns unit, territory and organisation
// become fields together with the objects they point to.
std::vector<Field> system_fields();

// `user`: read like any object, written by the auth room only, which also makes its table o_user:
// the columns of every record table and f_name (equal to title), f_email (lower case), f_language,
// f_active (0/1).
Object user_object();

}  // namespace kontor::schema
