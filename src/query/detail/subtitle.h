// The second line of a record in search and pickers: its object's subtitle fields as one text.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/result.h"
#include "query/reader.h"
#include "query/rights.h"
#include "query/row_sink.h"
#include "query/selection.h"

namespace kontor::query {

struct TitledRecord {
  std::int64_t id = 0;
  std::string title;
  std::string subtitle;
  Abilities can;
};

// In the order of the selection. Without `subtitles` the titles alone are read.
[[nodiscard]] Result<std::vector<TitledRecord>> read_titles(const Selection& selection,
                                                            const Reader& reader, Rights& rights,
                                                            schema::Language language,
                                                            bool subtitles);

}  // namespace kontor::query
