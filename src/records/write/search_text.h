// What the search index says of a record.
#pragma once

#include <string>
#include <vector>

#include "records/write/run.h"

namespace kontor::records {

struct SearchText {
  std::string title, body;  // words separated by blanks (base/search_text.h)
  bool operator==(const SearchText&) const = default;
};

// Of every field whose protection lets a hit in it be told: normal and personal ones.
SearchText search_text(const RowShape& shape, const Record& record);

// Brings the index of these items (of one object) to what they will be.
[[nodiscard]] Result<void> write_search_index(Run& run, const std::vector<Item*>& items);

}  // namespace kontor::records
