#include "records/import/csv_file.h"

#include <algorithm>

#include "base/text.h"
#include "records/import/csv_rows.h"
#include "records/import/csv_sniff.h"
#include "records/import/encoded_file.h"
#include "records/import/encoding.h"

namespace kontor::importing {
namespace {

constexpr std::size_t kSampleBytes = 128 << 10;
constexpr std::size_t kLongCellLines = 100;

// What reading rows needs to know about the file.
struct Layout {
  CsvDialect dialect;
  std::size_t columns = 1;        // of each row that is handed out
  std::size_t usual_columns = 1;  // cells most rows have in the file
  std::int64_t rows_begin = 0;
  std::vector<std::string> header;  // raw, to notice it again among the rows
};

class CsvReader : public RowReader {
 public:
  CsvReader(FileBytes bytes, const Layout& layout, const CellDecoder& decoder, std::int64_t offset,
            std::int64_t number)
      : bytes_(std::move(bytes)),
        layout_(layout),
        decoder_(decoder),
        offset_(offset),
        number_(number) {}

  Result<bool> next(Row& row) override {
    while (true) {
      const auto text = TRY(bytes_.at(offset_, kMaxRowBytes + 2));
      if (text.empty()) return false;
      CsvRow raw = read_csv_row_mended(text, layout_.dialect, layout_.usual_columns);
      row = Row{++number_, offset_, 0, {}, {}};
      if (!raw.ended) cut_short(text, raw, row);
      offset_ += static_cast<std::int64_t>(std::max<std::size_t>(raw.size, 1));
      row.end = offset_;
      if (raw.blank()) continue;
      fill(std::move(raw), row);
      return true;
    }
  }

 private:
  // The row has no end within the limits: it is taken as its first line.
  static void cut_short(std::string_view text, CsvRow& raw, Row& row) {
    row.problems.push_back({"import.row_unreadable", {}, Severity::error});
    const auto line = text.find_first_of("\r\n");
    raw.size = line == std::string_view::npos ? text.size() : line + 1;
    if (text.substr(raw.size - 1).starts_with("\r\n")) ++raw.size;
  }

  void fill(CsvRow raw, Row& row) {
    if (raw.stray) row.problems.push_back({"import.stray_quote"});
    if (!layout_.header.empty() && raw.cells == layout_.header)
      row.problems.push_back({"import.header_again", {}, Severity::error});
    check_length(raw, row);
    raw.cells.resize(layout_.columns);
    row.cells.reserve(raw.cells.size());
    for (std::size_t i = 0; i < raw.cells.size(); ++i)
      row.cells.push_back(cell(raw.cells[i], i, row));
  }

  void check_length(const CsvRow& raw, Row& row) const {
    const std::size_t found = raw.cells.size(), expected = layout_.usual_columns;
    const std::vector<ErrorParam> params = {{"found", std::to_string(found)},
                                            {"expected", std::to_string(expected)}};
    if (found < std::min(expected, layout_.columns))
      row.problems.push_back({"import.row_short", params});
    if (found <= std::max(expected, layout_.columns)) return;
    // A separator too many moves the cells behind it; what stands beyond the last column is lost.
    const auto extra = raw.cells.begin() + static_cast<std::ptrdiff_t>(layout_.columns);
    const bool filled =
        std::any_of(extra, raw.cells.end(), [](auto& cell) { return !trim(cell).empty(); });
    row.problems.push_back(
        {"import.row_long", params, filled ? Severity::error : Severity::warning});
  }

  std::string cell(std::string& raw, std::size_t column, Row& row) const {
    const int index = static_cast<int>(column);
    bool broken = false;
    std::string text = decoder_.decode(raw, broken);
    // How exports keep spreadsheets from calculating with what begins like a formula.
    const auto formula = text.find_first_not_of('\'');
    if (formula != 0 && formula != std::string::npos &&
        std::string_view("=+-@\t\r").find(text[formula]) != std::string_view::npos)
      text.erase(0, 1);
    if (broken) row.problems.push_back({"import.broken_characters", {}, Severity::warning, index});
    if (std::ranges::count(text, '\n') > static_cast<std::ptrdiff_t>(kLongCellLines))
      row.problems.push_back({"import.long_cell", {}, Severity::warning, index});
    if (text.size() > kMaxCellBytes) {
      row.problems.push_back({"import.cell_too_long", {}, Severity::error, index});
      text.resize(truncate(text, kMaxCellBytes).size());
    }
    return text;
  }

  FileBytes bytes_;
  const Layout& layout_;
  const CellDecoder& decoder_;
  std::int64_t offset_;
  std::int64_t number_;
};

class CsvFile : public ImportFile {
 public:
  CsvFile(FileBytes bytes, std::string encoding) : bytes_(std::move(bytes)), decoder_(encoding) {}

  Result<> discover(const FileOptions& options, std::int64_t begin) {
    const auto sample = (TRY(bytes_.at(begin, kSampleBytes))).substr(0, kSampleBytes);
    const auto sniff = sniff_csv(sample, options.separator, options.header);
    info_.separator = sniff.dialect.separator;
    info_.quote = sniff.dialect.quote;
    info_.header = sniff.header;
    info_.preamble = sniff.preamble;
    layout_.dialect = sniff.dialect;
    layout_.usual_columns = sniff.columns;
    layout_.rows_begin = begin + static_cast<std::int64_t>(sniff.table_begin);
    TRY(name_columns());
    return sample_rows();
  }

  Result<std::unique_ptr<RowReader>> rows(std::int64_t from_end,
                                          std::int64_t from_number) override {
    const std::int64_t offset = std::max(from_end, layout_.rows_begin);
    return std::make_unique<CsvReader>(TRY(bytes_.again()), layout_, decoder_, offset, from_number);
  }

  FileInfo& mutable_info() { return info_; }

 private:
  Result<> name_columns() {
    std::vector<std::string> names;
    if (info_.header) {
      const auto text = TRY(bytes_.at(layout_.rows_begin, kMaxRowBytes + 2));
      CsvRow header = read_csv_row_mended(text, layout_.dialect, layout_.usual_columns);
      if (header.stray) info_.problems.push_back({"import.header_quotes"});
      if (!header.ended) return fail(Code::invalid, "import.not_a_table");
      layout_.rows_begin += static_cast<std::int64_t>(header.size);
      names = std::move(header.cells);
      layout_.header = names;
    }
    if (info_.header && names.size() != layout_.usual_columns && layout_.usual_columns > 1)
      info_.problems.push_back({"import.header_length",
                                {{"header", std::to_string(names.size())},
                                 {"rows", std::to_string(layout_.usual_columns)}},
                                Severity::warning});
    if (layout_.usual_columns == 1) layout_.usual_columns = std::max<std::size_t>(names.size(), 1);
    layout_.columns = std::max(names.size(), layout_.usual_columns);
    if (layout_.columns > kMaxColumns) return fail(Code::invalid, "import.too_many_columns");
    names.resize(layout_.columns);
    for (const auto& name : names) {
      bool broken = false;
      const std::string text = tidy_line(decoder_.decode(name, broken));
      info_.columns.push_back({std::string(truncate(text, kMaxSampleBytes)), {}});
    }
    if (layout_.columns == 1) info_.problems.push_back({"import.one_column"});
    return {};
  }

  // Fills the samples and drops columns at the end that have neither a name nor a value.
  Result<> sample_rows() {
    constexpr int kRows = 500;
    const auto reader = TRY(rows(0, 0));
    Row row;
    for (int i = 0; i < kRows && TRY(reader->next(row)); ++i)
      for (std::size_t column = 0; column < row.cells.size(); ++column)
        add_sample(info_.columns[column], row.cells[column]);
    while (info_.columns.size() > 1 && info_.columns.back().name.empty() &&
           info_.columns.back().samples.empty())
      info_.columns.pop_back();
    layout_.columns = info_.columns.size();
    return {};
  }

  FileBytes bytes_;
  CellDecoder decoder_;
  Layout layout_;
};

}  // namespace

Result<std::unique_ptr<ImportFile>> open_csv_file(FileBytes bytes, const FileOptions& options) {
  EncodedFile encoded = TRY(find_encoding(std::move(bytes), options));
  auto file = std::make_unique<CsvFile>(std::move(encoded.bytes), encoded.read_as);
  auto& info = file->mutable_info();
  info.format = FileFormat::csv;
  info.encoding = encoded.name;
  if (encoded.doubled) info.problems.push_back({"import.encoded_twice"});
  TRY(file->discover(options, encoded.begin));
  return file;
}

}  // namespace kontor::importing
