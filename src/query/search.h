// Finding records by words: GET /api/search, and choosing one: GET /api/pick/{object}.
#pragma once

#include <string>
#include <vector>

#include "base/json.h"
#include "base/result.h"
#include "query/reader.h"

namespace kontor::query {

inline constexpr int kMaxHits = 100;

struct SearchRequest {
  std::string text;
  std::vector<std::string> objects = {};  // empty: all that can be searched
  int limit = 20;
  schema::Language language = schema::Language::de;  // of options in subtitles
};

// {"results":[{"object","id","title","subtitle","match":"title|field","can":{}}],"corrected":…}
[[nodiscard]] Result<void> write_search(const Reader& reader, const SearchRequest& request,
                                        JsonWriter& json);

struct PickRequest {
  std::string object;
  std::string text = {};  // empty: the most recently changed
  int limit = 10;
  schema::Language language = schema::Language::de;
};

// {"results":[{"id","title","subtitle"}]}
[[nodiscard]] Result<void> write_pick(const Reader& reader, const PickRequest& request,
                                      JsonWriter& json);

}  // namespace kontor::query
