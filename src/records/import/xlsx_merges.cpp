#include "records/import/xlsx_merges.h"

#include <algorithm>
#include <charconv>

namespace kontor::importing {
namespace {

struct Open {
  MergedRows rows;
  std::string value;
};

void fill(SpooledRow& row, std::size_t column, const std::string& value) {
  if (row.cells.size() <= column) {
    row.cells.resize(column + 1);
    row.wrong.resize(column + 1);
  }
  if (row.cells[column].empty() && !row.wrong[column]) row.cells[column] = value;
}

}  // namespace

int column_of(std::string_view reference, std::int64_t* row) {
  int column = 0;
  while (!reference.empty() && reference[0] >= 'A' && reference[0] <= 'Z') {
    column = column * 26 + (reference[0] - 'A' + 1);
    if (column > 20000) return -1;
    reference.remove_prefix(1);
  }
  if (row) std::from_chars(reference.data(), reference.data() + reference.size(), *row);
  return column - 1;
}

std::optional<MergedRows> read_merge(std::string_view reference) {
  const auto colon = reference.find(':');
  if (colon == std::string_view::npos) return {};
  MergedRows merge;
  const int column = column_of(reference.substr(0, colon), &merge.first);
  if (column < 0 || column >= static_cast<int>(kMaxColumns)) return {};
  merge.column = static_cast<std::size_t>(column);
  column_of(reference.substr(colon + 1), &merge.last);
  return merge.first > 0 && merge.last > merge.first ? std::optional(merge) : std::nullopt;
}

Result<RowSpool> fill_merged(RowSpool& rows, std::vector<MergedRows> merges,
                             const std::string& folder) {
  std::ranges::sort(merges, {}, &MergedRows::first);
  RowSpool filled = TRY(RowSpool::create(folder));
  std::vector<Open> open;
  auto next = merges.begin();
  SpooledRow row;
  for (std::int64_t offset = 0; TRY(rows.read(offset, row));) {
    std::erase_if(open, [&](const Open& each) { return each.rows.last < row.number; });
    for (const Open& each : open) fill(row, each.rows.column, each.value);
    for (; next != merges.end() && next->first <= row.number; ++next)
      if (next->first == row.number && next->column < row.cells.size() && !row.wrong[next->column])
        open.push_back({*next, row.cells[next->column]});
    TRY(filled.add(row));
  }
  TRY(filled.flush());
  return filled;
}

}  // namespace kontor::importing
