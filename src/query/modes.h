// How much of a row's fields the reader may see, found from a few columns read along with the row.
#pragma once

#include <string_view>

#include "query/rights.h"
#include "query/scope.h"
#include "storage/database.h"

namespace kontor::query {

// For the rows of one object at one alias of a statement.
class RowModes {
 public:
  // Adds the columns it needs to `select`, of which there are `width` so far. `id` is the column
  // of the row's id.
  RowModes(const schema::Object& object, std::string_view alias, const Rights& rights, int id,
           int& width, storage::Sql& select);

  // May answer `scratch`.
  const FieldModes& of(const storage::Row& row, FieldModes& scratch) const;

 private:
  ScopePtr scope_;
  int id_ = 0;
  int zk_ = -1;  // none: every row has modes[0]
  int first_term_ = -1;
  FieldModes nothing_;  // when there are no modes at all
};

}  // namespace kontor::query
