// The statements that bring the tables of one object to their new shape.
#pragma once

#include <string>
#include <vector>

#include "schema/layout.h"
#include "storage/dialect.h"

namespace kontor::schema {

// `before` is null for a new object. Tables and columns are only ever added; an index that is
// defined anew is dropped and made again.
std::vector<std::string> table_statements(const Object* before, const Object& after,
                                          storage::Engine engine);

std::string create_table(const Table& table, storage::Engine engine);
std::string create_index(const Index& index, storage::Engine engine);

}  // namespace kontor::schema
