// Records of one object that fit a typed text, best first.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "query/match.h"
#include "query/reader.h"
#include "query/rights.h"

namespace kontor::query {

struct Hit {
  const schema::Object* object = nullptr;
  std::int64_t id = 0;
  std::string title;
  int score = 0;  // a title that is the text, begins with it, holds it; another field
  bool in_title = false;
  std::int64_t changed_at = 0;
};

// Only visible ones, and only for what the reader may read of them. Of many records that fit, the
// newest kMostCandidates are looked at.
inline constexpr int kMostCandidates = 300;
[[nodiscard]] Result<std::vector<Hit>> find_hits(const Asked& asked, const schema::Object& object,
                                                 const Reader& reader, Rights& rights);

// Best and newest first.
void rank(std::vector<Hit>& hits);

// The text with mistyped words mended by words of titles; the text itself if nothing is close.
[[nodiscard]] Result<std::string> mended(std::string_view text, const Reader& reader);

}  // namespace kontor::query
