// A page of records: POST /api/objects/{object}/query.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/json.h"
#include "base/result.h"
#include "query/count.h"
#include "query/reader.h"
#include "query/row_sink.h"

namespace kontor::query {

inline constexpr int kMaxPage = 200;
inline constexpr std::int64_t kMaxOffset = 5'000'000;

struct ListRequest {
  std::string object;
  std::string filter = {};               // canonical expression text; empty: all
  std::vector<std::string> sort = {};    // paths, "-" in front: descending; empty: default sort
  std::vector<std::string> fields = {};  // paths; empty: every field
  int limit = 50;                        // 1 to kMaxPage
  std::string cursor = {};
  std::optional<std::int64_t> offset = {};  // 0 to kMaxOffset; not together with a cursor
  std::string search = {};
  CountWish count = CountWish::none;
  bool trash = false;  // deleted records instead of living ones
};

struct PageInfo {
  std::optional<std::string> next, prev;  // cursors
  std::optional<std::int64_t> offset;
  std::optional<Count> count;
};

// Errors: those of filters ("expr.…"), order and fields; query.limit, query.offset, query.cursor.
[[nodiscard]] Result<PageInfo> read_list(const Reader& reader, const ListRequest& request,
                                         RowSink& sink);

// {"records":[…],"next":…,"prev":…,"offset":…,"count":…}
[[nodiscard]] Result<void> write_list(const Reader& reader, const ListRequest& request,
                                      JsonWriter& json);

// The records a to-many relation of one record leads to; `object`, `filter` and `trash` of `page`
// are not looked at. Answers like a list. Code::not_found for a missing or hidden record.
struct RelatedRequest {
  std::string object;
  RecordId id;
  std::string field;
  ListRequest page = {};
};
[[nodiscard]] Result<void> write_related(const Reader& reader, const RelatedRequest& request,
                                         JsonWriter& json);

// A part of every record of a filter, for export: up to kMaxPart behind `request.cursor`, in the
// order asked for; `limit`, `offset` and `count` are not looked at. Answers the cursor of the next
// part, empty after the last one. Needs the right to export the object (query.no_export).
inline constexpr int kMaxPart = 500;
inline constexpr int kExportedLinks = 200;  // of each to-many relation
[[nodiscard]] Result<std::string> read_part(const Reader& reader, const ListRequest& request,
                                            RowSink& sink);

}  // namespace kontor::query
