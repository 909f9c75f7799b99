// Sets as bound parameters: `x IN (SELECT value FROM kontor_ints(?))`, and kontor_texts for texts.
// They are eponymous virtual tables over a vector that the binder passes by pointer
// (https://www.sqlite.org/bindptr.html), so a set of any size costs no SQL text.
#pragma once

#include "storage/value.h"

struct sqlite3;
struct sqlite3_stmt;

namespace kontor::storage::sqlite {

// Makes both tables known to a connection, and the function kontor_among(x, ?), which tells whether
// x is a member of a set of integers without a cursor of its own. Returns an SQLite result code.
int register_sets(sqlite3* db);

// The set must outlive the binding. A null set is an empty one. Returns an SQLite result code.
int bind_set(sqlite3_stmt* statement, int position, const IntSet& set);
int bind_set(sqlite3_stmt* statement, int position, const TextSet& set);

}  // namespace kontor::storage::sqlite
