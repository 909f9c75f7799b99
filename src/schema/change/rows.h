// The rows of the catalogue tables, written whole: inserted, or replaced when the id is there.
#pragma once

#include "schema/catalogue.h"
#include "storage/value.h"

namespace kontor::schema {

storage::Sql object_row(const Object& object);
storage::Sql field_row(const Object& object, const Field& field);
storage::Sql option_row(const Field& field, const Option& option, int position);
storage::Sql view_row(const Object& object, const View& view);
storage::Sql view_removed(const View& view);
storage::Sql kit_row(const InstalledKit& kit);

}  // namespace kontor::schema
