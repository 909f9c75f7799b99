// Statements and values in the form libpq takes them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "storage/value.h"

namespace kontor::storage::postgres {

// `?` becomes $1, $2, ... except inside quotes.
std::string number_parameters(std::string_view text);

// Type numbers of pg_type.dat.
using TypeId = unsigned;
inline constexpr TypeId kToBeInferred = 0;

TypeId type_of(const Value& value);  // of a null: kToBeInferred

// Values in the binary format: nothing to escape, and no byte ends a text early.
// Views the values, which must outlive it.
class Parameters {
 public:
  explicit Parameters(const std::vector<Value>& values);
  Parameters(const Parameters&) = delete;

  int count() const { return static_cast<int>(pointers_.size()); }
  const char* const* values() const { return pointers_.data(); }
  const int* lengths() const { return lengths_.data(); }
  const int* formats() const { return formats_.data(); }

 private:
  void add(const char* bytes, std::size_t size);
  void add_owned(std::string bytes);

  std::vector<std::string> owned_;  // reserved at once: never moves
  std::vector<const char*> pointers_;
  std::vector<int> lengths_;
  std::vector<int> formats_;
};

}  // namespace kontor::storage::postgres
