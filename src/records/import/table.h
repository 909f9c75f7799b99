// A file of records as a table: what was found out about it, and its rows one by one.
//
// Readers know no fields and no database. They never lose a cell silently: what they had to mend or
// could not read stands in the problems of the file or the row. Memory is bounded whatever the size
// of the file; a row's offset lets a stopped import go on behind it.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"

namespace kontor::importing {

enum class FileFormat { csv, xlsx, vcard };

enum class Severity { warning, error };

// Something a person should look at. `key` names a sentence of the catalogue ("error.<key>").
struct Problem {
  std::string key;
  std::vector<ErrorParam> params = {};
  Severity severity = Severity::warning;
  int column = -1;  // -1: the whole row or file
  bool operator==(const Problem&) const = default;
};

struct Column {
  std::string name;                  // as in the file; empty if it has none
  std::vector<std::string> samples;  // first values that are not empty, shortened, repeats left out
  // Where the format says itself what a column means (vCard): an API field path, or several of
  // which the first that there is counts, and a value label.
  std::string target = {};
  std::string label = {};
};
inline constexpr std::size_t kMaxSamples = 50;
inline constexpr std::size_t kMaxSampleBytes = 200;

// What a person may decide against what was found out.
struct FileOptions {
  std::optional<std::string> encoding = {};  // one of known_encodings()
  std::optional<char> separator = {};
  std::optional<bool> header = {};
  std::optional<std::string> sheet = {};  // xlsx; the first with rows otherwise
  std::string spool_folder = "/tmp";      // where unpacked rows wait; the files have no name there
};

struct FileInfo {
  FileFormat format = FileFormat::csv;
  std::string encoding;       // "utf-8", "windows-1252", ...
  char separator = 0;         // csv
  char quote = '"';           // csv
  bool header = true;         // the first row names the columns
  std::int64_t preamble = 0;  // lines before the table that were left out
  std::string sheet;          // xlsx
  std::vector<std::string> sheets;
  std::vector<Column> columns;
  std::vector<Problem> problems;
};

struct Row {
  std::int64_t number = 0;         // 1 is the first row behind the header
  std::int64_t offset = 0;         // where it begins
  std::int64_t end = 0;            // where the next one begins: pass it to rows() to go on
  std::vector<std::string> cells;  // exactly one for each column; valid UTF-8, not trimmed
  std::vector<Problem> problems;
};

class RowReader {
 public:
  virtual ~RowReader() = default;
  // False at the end. Rows without any content are left out, but counted.
  virtual Result<bool> next(Row& row) = 0;
};

// Limits of one file; what is larger is refused (import.file_too_large) or cut with a problem.
inline constexpr std::int64_t kMaxFileBytes = 200 << 20;
inline constexpr std::size_t kMaxColumns = 500;
inline constexpr std::size_t kMaxCellBytes = 256 << 10;
inline constexpr std::size_t kMaxRowBytes = 1 << 20;

class ImportFile {
 public:
  virtual ~ImportFile() = default;
  const FileInfo& info() const { return info_; }
  // Rows from the beginning, or behind a row that was read before from the same file with the same
  // options: its `end` and `number`.
  virtual Result<std::unique_ptr<RowReader>> rows(std::int64_t from_end = 0,
                                                  std::int64_t from_number = 0) = 0;

 protected:
  FileInfo info_;
};

// Finds out what the file is by its content, never by its name.
// Errors: import.unreadable, import.file_too_large, import.file_empty, import.not_a_table (images,
// PDF, old Excel ...), and those of the formats.
Result<std::unique_ptr<ImportFile>> open_import_file(const std::string& path,
                                                     const FileOptions& options = {});

Result<std::int64_t> count_rows(ImportFile& file);

// Adds a cell to a column's samples if there is room and it is new.
void add_sample(Column& column, const std::string& cell);

}  // namespace kontor::importing
