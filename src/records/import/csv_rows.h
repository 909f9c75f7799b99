// Rows of separated values (RFC 4180 and what people's programs make of it), as bytes.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace kontor::importing {

struct CsvDialect {
  char separator = ';';
  char quote = '"';
  bool operator==(const CsvDialect&) const = default;
};

struct CsvRow {
  std::vector<std::string> cells;
  std::size_t size = 0;   // bytes up to the next row
  std::size_t lines = 1;  // of the file
  bool ended = false;     // by a line end or the end of the text; not inside quotes
  bool stray = false;     // quotes stood where none may; they were kept as part of the cell
  std::vector<std::size_t> quoted;  // where quoted cells begin

  bool blank() const;
};

// The row that `text` begins with. Lines end in \n, \r\n or \r. A quote within a quoted cell that
// neither is doubled nor ends the cell belongs to it. Blanks before an opening quote do not matter.
// The quote at `literal` opens nothing.
CsvRow read_csv_row(std::string_view text, const CsvDialect& dialect,
                    std::size_t literal = std::string_view::npos);

// The same, and where quotes are out of order the most sensible reading: one that has `expected`
// cells and swallows no lines.
CsvRow read_csv_row_mended(std::string_view text, const CsvDialect& dialect, std::size_t expected);

}  // namespace kontor::importing
