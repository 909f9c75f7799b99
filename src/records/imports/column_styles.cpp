#include "records/imports/column_styles.h"

#include <algorithm>
#include <array>
#include <unordered_set>

#include "base/money.h"
#include "base/text.h"

namespace kontor::importing {
namespace {

constexpr std::int64_t kLookedAt = 20'000;  // rows
constexpr std::size_t kMostCells = 400;     // different ones of a column
constexpr std::size_t kLongest = 40;        // bytes; longer cells are neither dates nor numbers
constexpr int kLatestYear = 2100;

constexpr std::array kFormats = {
    DateFormat::ymd_dash,   DateFormat::dmy_dot,   DateFormat::dmy_slash,
    DateFormat::mdy_slash,  DateFormat::dmy_dash,  DateFormat::ymd_slash,
    DateFormat::ymd_digits, DateFormat::day_month, DateFormat::month_day};
constexpr std::array kStyles = {kGermanNumbers, kEnglishNumbers, kSwissNumbers};

bool is_number_in(std::string_view cell, NumberStyle style) {
  return parse_money(cell, "EUR", style).has_value() ||
         parse_decimal(cell, kMaxDecimals, style).has_value();
}

// The cells that the way of writing which fits most of them can read, if it fits most at all.
template <class Ways, class Reads>
std::vector<std::string> fitting(const std::vector<std::string>& cells, const Ways& ways,
                                 const Reads& reads) {
  std::vector<std::string> best;
  for (const auto& way : ways) {
    std::vector<std::string> good;
    for (const std::string& cell : cells)
      if (reads(cell, way)) good.push_back(cell);
    if (good.size() > best.size()) best = std::move(good);
  }
  if (best.size() * 2 < cells.size()) best.clear();
  return best;
}

}  // namespace

void find_date_style(const std::vector<std::string>& cells, ColumnChoice& style) {
  // Dates that everybody reads the same way say nothing about how the others are meant.
  std::vector<std::string> others;
  std::ranges::copy_if(cells, std::back_inserter(others),
                       [](const std::string& cell) { return !is_plain_date(cell); });
  const auto good = fitting(others.empty() ? cells : others, kFormats,
                            [](const std::string& cell, DateFormat format) {
                              return read_written_date(cell, format, kLatestYear).has_value();
                            });
  if (good.empty()) return;
  const DateGuess guess = detect_date_format(good);
  style.dates_ambiguous = guess.ambiguous;
  if (guess.format && !guess.ambiguous) style.found_dates = to_string(*guess.format);
}

void find_number_style(const std::vector<std::string>& cells, ColumnChoice& style) {
  const auto good = fitting(cells, kStyles, is_number_in);
  if (good.empty()) return;
  const NumberGuess guess = detect_number_style(good);
  style.numbers_ambiguous = guess.ambiguous;
  if (!guess.style || guess.ambiguous) return;
  style.found_decimal = guess.style->decimal;
  style.found_group = guess.style->group;
}

Result<FileScan> scan_file(ImportFile& file) {
  const std::size_t columns = file.info().columns.size();
  FileScan scan{.styles = std::vector<ColumnChoice>(columns)};
  std::vector<std::unordered_set<std::string>> cells(columns);
  const auto reader = TRY(file.rows());
  Row row;
  while (TRY(reader->next(row))) {
    if (++scan.rows > kLookedAt) continue;
    for (std::size_t i = 0; i < columns; ++i) {
      const auto cell = trim(row.cells[i]);
      const bool digits = cell.find_first_of("0123456789") != std::string_view::npos;
      if (digits && cell.size() <= kLongest && cells[i].size() < kMostCells && !is_empty_date(cell))
        cells[i].emplace(cell);
    }
  }
  for (std::size_t i = 0; i < columns; ++i) {
    const std::vector<std::string> list(cells[i].begin(), cells[i].end());
    find_date_style(list, scan.styles[i]);
    find_number_style(list, scan.styles[i]);
  }
  return scan;
}

}  // namespace kontor::importing
