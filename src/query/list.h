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

// Every record of a filter, slice by slice, for export: rows stream into `sink` in the order asked
// for. Stops with the sink's or the connection's error. Needs the right to export the object.
[[nodiscard]] Result<std::int64_t> read_all(const Reader& reader, const ListRequest& request,
                                            RowSink& sink);

}  // namespace kontor::query
