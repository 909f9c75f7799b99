// Back end one: a condition over a set of records as SQL for either engine.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "expr/bindings.h"
#include "expr/check.h"
#include "storage/dialect.h"

namespace kontor::expr {

// Rights enter here: the compiler asks for every record it reads beyond the root, and every field.
// Both functions must be set, and what they return is never null for any row.
struct SqlContext {
  storage::Engine engine;
  const Bindings* bindings = nullptr;
  // The condition under which records of `object`, at `alias`, may be seen; joined into every hop,
  // exists and count. A hidden record reads as if the relation were empty. An empty text: all may.
  std::function<storage::Sql(const schema::Object& object, std::string_view alias)> visible;
  // The condition under which `field` of the row at `alias` may be read; nothing: always.
  std::function<std::optional<storage::Sql>(const schema::Object& object,
                                            const schema::Field& field, std::string_view alias)>
      readable;
};

// A condition that is true or false, never null. `alias` is the root record's alias in the query.
// Aliases of its own are one letter (c, r or v) and a number.
storage::Sql condition_sql(const Checked& checked, const SqlContext& context,
                           std::string_view alias);

// The same for a WHERE clause: where it does not hold it may be null too, which leaves an index
// more to serve.
storage::Sql where_sql(const Checked& checked, const SqlContext& context, std::string_view alias);

// The value of a path or formula, null when empty: for order and aggregates. For order, text is its
// sort key where there is one (else folded), an option its place, a field of the root its column.
storage::Sql value_sql(const Checked& checked, const SqlContext& context, std::string_view alias,
                       bool for_order);

// The currency of a formula of the type money.
storage::Sql currency_sql(const Checked& checked, const SqlContext& context,
                          std::string_view alias);

}  // namespace kontor::expr
