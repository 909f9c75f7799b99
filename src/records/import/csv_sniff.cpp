#include "records/import/csv_sniff.h"

#include <algorithm>
#include <map>

#include "base/text.h"

namespace kontor::importing {
namespace {

// In the order in which they win when they explain the file equally well.
constexpr std::string_view kSeparators = ";\t,|";
constexpr std::size_t kSampleRows = 300;

struct SampleRow {
  CsvRow row;
  std::size_t offset;
};

std::vector<SampleRow> read_sample(std::string_view sample, const CsvDialect& dialect) {
  std::vector<SampleRow> rows;
  std::size_t at = 0;
  while (at < sample.size() && rows.size() < kSampleRows) {
    SampleRow next{read_csv_row(sample.substr(at), dialect), at};
    at += std::max<std::size_t>(next.row.size, 1);
    rows.push_back(std::move(next));
  }
  return rows;
}

// How many cells most rows have; ties go to more cells.
std::size_t usual_columns(const std::vector<SampleRow>& rows) {
  std::map<std::size_t, std::size_t> counts;
  for (const auto& [row, offset] : rows)
    if (!row.blank()) ++counts[row.cells.size()];
  auto most_by = [&](auto weight) {
    std::size_t usual = 1, most = 0;
    for (const auto& [columns, count] : counts)
      if (weight(columns, count) >= most) {
        usual = columns;
        most = weight(columns, count);
      }
    return usual;
  };
  const std::size_t usual = most_by([](auto, auto count) { return count; });
  if (usual > 1) return usual;
  // Remarks above a short table may outnumber its rows.
  return most_by([](auto columns, auto count) { return columns * count; });
}

// How well a separator explains the sample: per cent of rows of the usual length, and how many
// cells.
double explains(const std::vector<SampleRow>& rows) {
  const std::size_t usual = usual_columns(rows);
  if (usual < 2) return 0;
  std::size_t full = 0, good = 0;
  for (const auto& [row, offset] : rows) {
    if (row.blank()) continue;
    ++full;
    good += row.cells.size() == usual && !row.stray && row.ended;
  }
  if (full == 0) return 0;
  return 100.0 * static_cast<double>(good) / static_cast<double>(full) +
         static_cast<double>(std::min<std::size_t>(usual, 20));
}

// Apostrophes quote only where cells begin and end with them and double quotes never do.
char sniff_quote(std::string_view sample, char separator) {
  auto wraps = [&](char quote) {
    int cells = 0;
    for (std::size_t at = 0; at + 1 < sample.size(); ++at) {
      const bool begins = at == 0 || sample[at - 1] == separator || sample[at - 1] == '\n';
      if (!begins || sample[at] != quote) continue;
      const auto close = sample.find(quote, at + 1);
      if (close == std::string_view::npos || close + 1 >= sample.size()) continue;
      const char after = sample[close + 1];
      cells += after == separator || after == '\n' || after == '\r';
    }
    return cells;
  };
  return wraps('"') == 0 && wraps('\'') >= 2 ? '\'' : '"';
}

// Of a file of one column: one that its cells do not hold.
char unused_separator(std::string_view sample) {
  for (const char separator : kSeparators)
    if (sample.find(separator) == std::string_view::npos) return separator;
  return ',';
}

char sniff_separator(std::string_view sample) {
  char best = unused_separator(sample);
  double most = 0;
  for (const char separator : kSeparators) {
    const double score = explains(read_sample(sample, {separator, sniff_quote(sample, separator)}));
    if (score > most) {
      most = score;
      best = separator;
    }
  }
  return best;
}

// "sep=;" is how Excel is told.
std::size_t separator_line(std::string_view sample, char& separator) {
  if (sample.size() < 6 || fold_case(sample.substr(0, 4)) != "sep=") return 0;
  std::size_t size = 5;
  if (sample[size] == '\r') ++size;
  if (size >= sample.size() || sample[size] != '\n') return 0;
  separator = sample[4];
  return size + 1;
}

bool is_preamble(const CsvRow& row, std::size_t usual) {
  if (usual < 2) return false;
  const auto filled =
      std::ranges::count_if(row.cells, [](auto& cell) { return !trim(cell).empty(); });
  return row.cells.size() * 2 <= usual || filled == 0 || (filled == 1 && usual >= 3);
}

bool looks_like_data(std::string_view cell) {
  const auto digits = std::ranges::count_if(cell, [](char c) { return c >= '0' && c <= '9'; });
  if (digits * 2 > static_cast<std::ptrdiff_t>(cell.size())) return true;
  return cell.find('@') != std::string_view::npos || cell.find("://") != std::string_view::npos ||
         cell.starts_with("www.");
}

}  // namespace

bool looks_like_header(const std::vector<std::string>& cells) {
  bool any = false;
  for (const auto& raw : cells) {
    const auto cell = trim(raw);
    if (cell.size() > 100 || looks_like_data(cell)) return false;
    any |= !cell.empty();
  }
  return any;
}

CsvSniff sniff_csv(std::string_view sample, std::optional<char> separator,
                   std::optional<bool> header) {
  CsvSniff sniff;
  char told = 0;
  const std::size_t told_size = separator_line(sample, told);
  sample.remove_prefix(told_size);
  if (!separator && told) separator = told;
  sniff.dialect.separator = separator ? *separator : sniff_separator(sample);
  sniff.dialect.quote = sniff_quote(sample, sniff.dialect.separator);
  const auto rows = read_sample(sample, sniff.dialect);
  sniff.columns = usual_columns(rows);
  sniff.table_begin = told_size;
  sniff.preamble = told_size > 0;
  for (std::size_t i = 0; i + 1 < rows.size(); ++i) {
    if (!is_preamble(rows[i].row, sniff.columns) && !rows[i].row.blank()) break;
    sniff.table_begin = told_size + rows[i + 1].offset;
    sniff.preamble += static_cast<std::int64_t>(rows[i].row.lines);
  }
  const auto first = read_csv_row(
      sample.substr(std::min(sniff.table_begin - told_size, sample.size())), sniff.dialect);
  sniff.header = header.value_or(looks_like_header(first.cells));
  return sniff;
}

}  // namespace kontor::importing
