// What happened around one record, newest first: GET …/records/{id}/timeline.
#pragma once

#include <string>
#include <vector>

#include "base/id.h"
#include "base/json.h"
#include "base/result.h"
#include "query/reader.h"

namespace kontor::query {

struct TimelineRequest {
  std::string object;
  RecordId id;
  std::vector<std::string> kinds = {};  // object names and "change"; empty: everything
  std::string cursor = {};
  int limit = 50;
};

// {"entries":[{"kind":"record",…}|{"kind":"change",…}],"next":…}
[[nodiscard]] Result<void> write_timeline(const Reader& reader, const TimelineRequest& request,
                                          JsonWriter& json);

}  // namespace kontor::query
