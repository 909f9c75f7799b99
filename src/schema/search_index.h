// The search index of an object, a table "x_<object>" beside its record table. It holds the living
// records; records/ keeps it in each write, query/ reads it. What is in it are the words of
// base/search_text.h (search_words, for phones also phone_search_tokens), those of the title apart
// from those of all other texts, so that a hit in the title can be told and ranked first.
//
//   SQLite      FTS5 table x_person(title, body), rowid = record id, prefixes of 2 and 3 letters.
//               WHERE x_person MATCH 'title : mull*'
//   PostgreSQL  x_person(record bigint primary key, words tsvector), GIN; words of the title have
//               weight A, all others D. WHERE words @@ 'mull:*A'::tsquery
//
// kontor_word(word) lists the words of titles, kontor_word_variant(variant, word) their spellings
// with letters left out (deletion_variants), for corrections. Both only ever grow.
#pragma once

#include <string>
#include <vector>

#include "schema/catalogue.h"
#include "storage/database.h"

namespace kontor::schema {

// Objects kept by a room of their own (user) have none.
bool is_searched(const Object& object);

// Whether the texts of a field are in the index: those whose protection lets a hit in them be told,
// normal and personal ones. The title is, whatever its protection.
bool is_searched(const Field& field);

std::string search_table(const Object& object);

std::vector<std::string> search_table_statements(const Object& object, storage::Engine engine);

}  // namespace kontor::schema
