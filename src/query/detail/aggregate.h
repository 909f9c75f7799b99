// One thing to be found out about all records of a group: "sum(value)", "empty(email)".
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "base/json.h"
#include "base/result.h"
#include "query/path.h"
#include "query/reader.h"
#include "query/rights.h"
#include "storage/database.h"

namespace kontor::query {

// What can be put together from partial results, apart for each currency ("" for all but money).
struct Partial {
  std::int64_t count = 0;  // values that are not empty
  std::int64_t sum = 0;
  std::int64_t least = 0, greatest = 0;
  void add(const Partial& other);
};
using Partials = std::map<std::string, Partial>;

class Aggregate {
 public:
  // Errors: query.aggregate with the text.
  [[nodiscard]] static Result<Aggregate> bind(const std::string& text, const schema::Object& object,
                                              const Reader& reader, Rights& rights);

  // Columns of the rows: the value as v, its currency as c.
  const storage::Sql& columns() const { return columns_; }
  // Instants would soon be too large a sum.
  bool adds_up() const { return function_ == Function::sum || function_ == Function::average; }
  const std::string& text() const { return text_; }

  // `records` is the size of the group.
  void write(const Partials& partials, std::int64_t records, JsonWriter& json) const;

 private:
  enum class Function { sum, average, min, max, count, empty };
  void write_value(const std::string& currency, const Partial& partial, JsonWriter& json) const;

  std::string text_;
  Function function_ = Function::count;
  const schema::Field* field_ = nullptr;
  storage::Sql columns_;
};

}  // namespace kontor::query
