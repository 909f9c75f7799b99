// Groups and aggregates over a filter: the `group` and `aggregates` of POST …/query.
#pragma once

#include <string>
#include <vector>

#include "base/json.h"
#include "base/result.h"
#include "query/reader.h"

namespace kontor::query {

inline constexpr int kMaxGroups = 500;
inline constexpr std::size_t kMaxAggregates = 20;

struct GroupRequest {
  std::string object;
  std::string filter = {};
  std::string search = {};
  std::string group = {};                    // "stage", "owner", "month(due)"; empty: no groups
  std::vector<std::string> aggregates = {};  // "sum(value)", "count(email)", ...
  // Over the records the reader may count instead of those he sees. Groups of fewer than
  // kLeastCounted are left out, and nothing that would show a single record is computed.
  bool counted = false;
};

inline constexpr std::int64_t kLeastCounted = 5;

// {"groups":[{"key","label","count","filter","aggregates":{…}}]}, or {"aggregates":{…}} without
// `group`. Errors: query.not_groupable, query.aggregate (with the text as field).
[[nodiscard]] Result<void> write_groups(const Reader& reader, const GroupRequest& request,
                                        JsonWriter& json);

}  // namespace kontor::query
