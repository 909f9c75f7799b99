// Finding out how a file of separated values is written.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "records/import/csv_rows.h"

namespace kontor::importing {

struct CsvSniff {
  CsvDialect dialect;
  std::size_t table_begin = 0;  // bytes before the first row of the table
  std::int64_t preamble = 0;    // lines before it
  bool header = true;           // its first row names the columns
  std::size_t columns = 1;      // cells most rows have
};

// `sample` is the beginning of the file without byte-order mark, in an encoding whose bytes below
// 0x80 are ASCII.
CsvSniff sniff_csv(std::string_view sample, std::optional<char> separator,
                   std::optional<bool> header);

// Do these cells look like names of columns rather than like data?
bool looks_like_header(const std::vector<std::string>& cells);

}  // namespace kontor::importing
