// The catalogue as rules see it: every object has owner, unit, territory and organisation as plain
// ids, whoever they name, deleted or not. Rights are about who a record belongs to, not about what
// the reader may see of that.
#pragma once

#include <optional>

#include "schema/catalogue.h"

namespace kontor::access {

schema::CataloguePtr rule_catalogue(const schema::Catalogue& catalogue);

// Those fields and `confidential`: what an access class (schema/counters.h) knows of its records.
enum class ClassField { owner, unit, territory, organisation, confidential };
std::optional<ClassField> class_field(const schema::Field& field);

// Objects of the program itself (user, unit, team, ...): everybody on staff knows them, nobody
// writes them as records, and rules are not about them.
bool is_built_in(const schema::Object& object);

}  // namespace kontor::access
