// Rows to be put into one table. Each engine takes them the fastest way it has.
#pragma once

#include <string>
#include <vector>

#include "storage/value.h"

namespace kontor::storage {

struct Insertion {
  std::string table;
  std::string columns;        // as SQL: "id, name"
  std::size_t width = 0;      // values of a row
  std::string tuple;          // where a value is more than its parameter: "(?, ?::tsvector)"
  std::string ending;         // behind the rows: "ON CONFLICT DO NOTHING"
  std::vector<Value> values;  // row after row

  std::size_t rows() const { return values.size() / width; }

  // The statement that inserts one row.
  std::string row_text() const {
    std::string text = "INSERT INTO " + table + " (" + columns + ") VALUES ";
    if (tuple.empty()) {
      text += "(?";
      for (std::size_t i = 1; i < width; ++i) text += ", ?";
      text += ')';
    } else {
      text += tuple;
    }
    if (!ending.empty()) text += ' ' + ending;
    return text;
  }
};

}  // namespace kontor::storage
