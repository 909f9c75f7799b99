// The few places where the SQL of the two engines differs. SQL text is built in storage, query,
// records (and access, auth for their own tables) and asks here.
#pragma once

#include <string>
#include <string_view>

#include "storage/database.h"

namespace kontor::storage {

struct ColumnType {
  std::string_view integer, text, blob;
};
// SQLite: INTEGER, TEXT, BLOB. PostgreSQL: bigint, text COLLATE "C", bytea.
ColumnType column_types(Engine engine);

// `expression IN (the bound set)`, for finding rows: by an index on the expression where there is
// one. Takes one IntSet or TextSet parameter.
std::string in_ints(Engine engine, std::string_view expression);
std::string in_texts(Engine engine, std::string_view expression);

// The same truth for testing rows that are found in another way, one after another: nothing is made
// of the set first, and no index is read by it. An empty or null set has no members.
Sql among(Engine engine, std::string_view expression, const IntSet& set);

// The bound set as a table in FROM with the column `value`, read in the order its members were
// given in (which may be any here) when the statement ends with ints_order(). Takes one IntSet
// parameter. Join to it with CROSS JOIN, which keeps it the outer loop on SQLite.
std::string ints_rows(Engine engine, std::string_view alias);
std::string ints_order(Engine engine, std::string_view alias);

// `"name"`, after checking that it is a lower-case identifier of ours (a-z, 0-9, _; at most 63);
// anything else is a bug: throws std::logic_error.
std::string quoted(std::string_view name);
// Exact match, or std::quoted would be chosen where <iomanip> is known.
inline std::string quoted(const std::string& name) {
  return quoted(std::string_view(name));
}
inline std::string quoted(const char* name) {
  return quoted(std::string_view(name));
}

// An upper bound for texts that begin with `prefix` (valid UTF-8): expression >= prefix AND
// expression < this. Empty when there is none: an empty prefix, or one of U+10FFFF only.
std::string prefix_end(std::string_view prefix);
// The same for blobs (sort keys). Empty for an empty prefix, or one of 0xFF bytes only.
std::string prefix_end_bytes(std::string_view prefix);

// Fixes the index a query reads from: " INDEXED BY name" on SQLite, nothing on PostgreSQL.
std::string indexed_by(Engine engine, std::string_view index);

}  // namespace kontor::storage
