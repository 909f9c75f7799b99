// One record: GET /api/objects/{object}/records/{id}.
#pragma once

#include <string>
#include <vector>

#include "base/id.h"
#include "base/json.h"
#include "base/result.h"
#include "query/reader.h"
#include "query/row_sink.h"

namespace kontor::query {

struct RecordRequest {
  std::string object;
  RecordId id;
  std::vector<std::string> fields = {};  // empty: every field
};

// Code::not_found "record.not_found" for missing, deleted and hidden ones alike.
[[nodiscard]] Result<void> read_record(const Reader& reader, const RecordRequest& request,
                                       RowSink& sink);
// The record alone: {"id":…,"fields":{…},…}
[[nodiscard]] Result<void> write_record(const Reader& reader, const RecordRequest& request,
                                        JsonWriter& json);

// Whether one of the records of a change is for the reader to see, or was before it was deleted.
[[nodiscard]] Result<bool> sees_some_of(const Reader& reader, const schema::Object& object,
                                        RecordId change);

// Whether the reader may see it, in the trash too; false for what is gone for good.
[[nodiscard]] Result<bool> in_scope(const Reader& reader, const schema::Object& object,
                                    RecordId id);

// Whether the reader may see it at all; false for missing and deleted ones.
[[nodiscard]] Result<bool> is_visible(const Reader& reader, const schema::Object& object,
                                      RecordId id);

}  // namespace kontor::query
