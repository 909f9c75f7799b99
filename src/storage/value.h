// What travels between the application and an SQL engine.
// There are no doubles: numbers are scaled integers, money is minor units, instants are
// microseconds since 1970-01-01 UTC, dates are days since 1970-01-01.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <variant>
#include <vector>

namespace kontor::storage {

struct Blob {
  std::string bytes;
  auto operator<=>(const Blob&) const = default;
};

// Sets are bound as one parameter, whatever their size, so that statements stay cacheable.
// Shared because access sets live in a cache and are bound many times.
using IntSet = std::shared_ptr<const std::vector<std::int64_t>>;  // sorted ascending, no repeats
using TextSet = std::shared_ptr<const std::vector<std::string>>;

using Value = std::variant<std::monostate, std::int64_t, std::string, Blob, IntSet, TextSet>;

// A statement with one '?' for each parameter, in order. The PostgreSQL adapter renumbers them.
// Text and identifiers inside `text` never come from outside the program.
struct Sql {
  std::string text;
  std::vector<Value> params;

  Sql& operator<<(const Sql& other) {
    text += other.text;
    params.insert(params.end(), other.params.begin(), other.params.end());
    return *this;
  }
  Sql& operator<<(std::string_view more) {
    text += more;
    return *this;
  }
};

}  // namespace kontor::storage
