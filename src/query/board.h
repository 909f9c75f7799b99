// The columns of a board, each with its count, sums and first cards: POST …/board.
#pragma once

#include <string>
#include <vector>

#include "base/json.h"
#include "base/result.h"
#include "query/reader.h"

namespace kontor::query {

inline constexpr int kMaxCards = 50;  // of one column

struct BoardRequest {
  std::string object;
  std::string field;          // status or select
  std::string pipeline = {};  // key of an option of the status field's pipeline field; empty: all
  std::string filter = {};
  std::string search = {};
  std::vector<std::string> fields = {};
  std::vector<std::string> sort = {};
  std::vector<std::string> sums = {};  // money and number fields
  int limit = 20;                      // cards of each column
};

// {"columns":[{"key","label","colour","kind","probability","count","sums","weighted","records",
// "next"}]}. The column of empty values has key null and is there only when it has records.
// `next` continues the column: a list with the filter (stage = "…") added, same sort and search.
[[nodiscard]] Result<void> write_board(const Reader& reader, const BoardRequest& request,
                                       JsonWriter& json);

}  // namespace kontor::query
