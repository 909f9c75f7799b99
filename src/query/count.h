// How many records there are: POST /api/objects/{object}/count.
#pragma once

#include <cstdint>
#include <string>

#include "base/json.h"
#include "base/result.h"
#include "query/reader.h"

namespace kontor::query {

inline constexpr std::int64_t kCountCap = 10'000;

enum class CountWish { none, capped, exact };

struct Count {
  std::int64_t value = 0;
  bool exact = true;  // false: there are more
};

struct CountRequest {
  std::string object;
  std::string filter = {};
  std::string search = {};
  bool exact = false;  // count beyond kCountCap
  bool trash = false;
};

// Without a filter the count comes from counters and is always exact.
[[nodiscard]] Result<Count> read_count(const Reader& reader, const CountRequest& request);

// {"value":1240,"exact":true}
void write_count(const Count& count, JsonWriter& json);

}  // namespace kontor::query
