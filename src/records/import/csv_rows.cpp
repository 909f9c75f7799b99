#include "records/import/csv_rows.h"

#include <algorithm>

#include "records/import/table.h"

namespace kontor::importing {
namespace {

// A quoted cell with quotes out of order that goes on for so many lines has lost its end.
constexpr std::size_t kMaxStrayLines = 100;
constexpr std::size_t kMaxReadings = 30;

class RowParser {
 public:
  RowParser(std::string_view text, const CsvDialect& dialect, std::size_t literal)
      : text_(text.substr(0, kMaxRowBytes)),
        whole_(text.size() <= kMaxRowBytes),
        dialect_(dialect),
        literal_(literal) {}

  CsvRow run() {
    do cell();
    while (more_);
    row_.size = at_;
    return std::move(row_);
  }

 private:
  void cell() {
    more_ = false;
    std::string value;
    std::size_t quote = at_;
    while (quote < text_.size() && text_[quote] == ' ') ++quote;
    if (quote < text_.size() && text_[quote] == dialect_.quote && quote != literal_) {
      row_.quoted.push_back(quote);
      at_ = quote + 1;
      if (!quoted(value)) return add(std::move(value));
    } else {
      plain(value);
    }
    add(std::move(value));
    end_of_cell();
  }

  void add(std::string value) {
    if (row_.cells.size() < 4 * kMaxColumns) row_.cells.push_back(std::move(value));
  }

  void plain(std::string& value) {
    const std::size_t begin = at_;
    while (at_ < text_.size() && !ends_cell(text_[at_])) ++at_;
    value = text_.substr(begin, at_ - begin);
    // 5" alone means inches; but a second cell like it may be the other half of a torn one.
    if (std::ranges::count(value, dialect_.quote) % 2) row_.stray |= ++odd_cells_ > 1;
  }

  // Behind the opening quote; leaves at_ where the cell ends. False if it never does.
  bool quoted(std::string& value) {
    while (at_ < text_.size()) {
      const char c = text_[at_++];
      if (c == '\n') ++row_.lines;
      if (row_.stray && row_.lines > kMaxStrayLines) return false;
      if (c != dialect_.quote) {
        value += c;
      } else if (closes()) {
        return true;
      } else if (at_ < text_.size() && text_[at_] == dialect_.quote) {
        value += c;
        ++at_;
      } else {
        row_.stray = true;
        value += c;
      }
    }
    return false;
  }

  // Is the quote just read the last of its cell? Blanks may follow it.
  bool closes() {
    std::size_t next = at_;
    while (next < text_.size() && text_[next] == ' ') ++next;
    if (next < text_.size() && !ends_cell(text_[next])) return false;
    at_ = next;
    return true;
  }

  void end_of_cell() {
    if (at_ >= text_.size()) {
      row_.ended = whole_;
      return;
    }
    const char c = text_[at_++];
    if (c == dialect_.separator) {
      more_ = true;
      return;
    }
    if (c == '\r' && at_ < text_.size() && text_[at_] == '\n') ++at_;
    row_.ended = true;
  }

  bool ends_cell(char c) const { return c == dialect_.separator || c == '\n' || c == '\r'; }

  std::string_view text_;
  bool whole_;  // the text ends with the file, not with the limit
  const CsvDialect& dialect_;
  std::size_t literal_;
  std::size_t at_ = 0;
  bool more_ = false;
  int odd_cells_ = 0;
  CsvRow row_;
};

int quality(const CsvRow& row, std::size_t expected) {
  return (row.ended ? 8 : 0) + (row.cells.size() == expected ? 4 : 0) + (row.lines == 1 ? 2 : 0) +
         (row.stray ? 0 : 1);
}

}  // namespace

bool CsvRow::blank() const {
  return std::ranges::all_of(cells, [](const std::string& cell) {
    return cell.find_first_not_of(" \t") == std::string::npos;
  });
}

CsvRow read_csv_row(std::string_view text, const CsvDialect& dialect, std::size_t literal) {
  return RowParser(text, dialect, literal).run();
}

CsvRow read_csv_row_mended(std::string_view text, const CsvDialect& dialect, std::size_t expected) {
  CsvRow best = read_csv_row(text, dialect);
  const bool suspicious = best.lines > 1 && best.cells.size() != expected;
  if (best.ended && !best.stray && !suspicious) return best;
  const auto openings = best.quoted;
  for (std::size_t i = 0; i < openings.size() && i < kMaxReadings; ++i) {
    CsvRow other = read_csv_row(text, dialect, openings[i]);
    other.stray = true;
    if (quality(other, expected) > quality(best, expected)) best = std::move(other);
  }
  return best;
}

}  // namespace kontor::importing
