#include "records/import/xlsx_file.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>

#include "base/text.h"
#include "records/import/csv_sniff.h"
#include "records/import/encoding.h"
#include "records/import/row_spool.h"
#include "records/import/xlsx_merges.h"
#include "records/import/xlsx_workbook.h"

namespace kontor::importing {
namespace {

using Token = XmlReader::Token;

constexpr std::size_t kMaxMerges = 10'000;

// Turns the XML of a sheet into spooled rows.
class SheetParser {
 public:
  SheetParser(XmlReader xml, const Workbook& workbook, SharedStrings& strings, RowSpool& spool)
      : xml_(std::move(xml)), workbook_(workbook), strings_(strings), spool_(spool) {}

  // Answers how many rows hold anything.
  Result<std::int64_t> run() {
    std::int64_t rows = 0;
    for (auto token = TRY(xml_.next()); token != Token::done; token = TRY(xml_.next())) {
      const auto name = xml_.name();
      if (token == Token::start && name == "row") {
        begin_row();
      } else if (token == Token::end && name == "row") {
        if (row_.cells.empty()) continue;
        ++rows;
        TRY(spool_.add(row_));
      } else if (token == Token::start && name == "c") {
        TRY(cell());
      } else if (token == Token::start && name == "mergeCell" && merges_.size() < kMaxMerges) {
        if (const auto merge = read_merge(xml_.attribute("ref"))) merges_.push_back(*merge);
      }
    }
    return rows;
  }

  bool too_wide() const { return too_wide_; }
  const std::vector<MergedRows>& merges() const { return merges_; }

 private:
  void begin_row() {
    std::int64_t number = row_.number + 1;
    const auto given = xml_.attribute("r");
    std::from_chars(given.data(), given.data() + given.size(), number);
    row_ = SpooledRow{std::max(number, row_.number + 1), {}, {}};
  }

  Result<> cell() {
    const std::string type(xml_.attribute("t"));
    const auto reference = xml_.attribute("r");
    const int column =
        reference.empty() ? static_cast<int>(row_.cells.size()) : column_of(reference);
    std::size_t style = 0;
    const auto s = xml_.attribute("s");
    std::from_chars(s.data(), s.data() + s.size(), style);
    bool formula = false;
    const std::string raw = TRY(content(formula));
    // Programs that only write leave out what a formula comes to.
    const bool unknown = formula && raw.empty();
    if (column < 0 || (raw.empty() && !unknown)) return {};
    if (column >= static_cast<int>(kMaxColumns)) {
      too_wide_ = true;
      return {};
    }
    const auto index = static_cast<std::size_t>(column);
    if (row_.cells.size() <= index) {
      row_.cells.resize(index + 1);
      row_.wrong.resize(index + 1);
    }
    row_.cells[index] = unknown ? std::string() : TRY(text_of(raw, type, style));
    row_.wrong[index] = type == "e" || unknown;
    return {};
  }

  // What <v> or <is> of the cell hold, up to its end; formulas are left out for their results.
  Result<std::string> content(bool& formula) {
    std::string content;
    bool inside = false;
    int phonetic = 0;
    for (auto token = TRY(xml_.next()); token != Token::done; token = TRY(xml_.next())) {
      if (token == Token::text) {
        if (inside && phonetic == 0 && content.size() < kMaxCellBytes) content += xml_.text();
        continue;
      }
      const auto name = xml_.name();
      if (name == "v" || name == "t") inside = token == Token::start;
      if (name == "f") formula = true;
      if (name == "rPh") phonetic += token == Token::start ? 1 : -1;
      if (name == "c" && token == Token::end) break;
    }
    return content;
  }

  Result<std::string> text_of(const std::string& raw, const std::string& type, std::size_t style) {
    if (type == "s") {
      std::size_t index = 0;
      std::from_chars(raw.data(), raw.data() + raw.size(), index);
      return unescaped(TRY(strings_.at(index)));
    }
    if (type == "b") return std::string(raw == "1" ? "true" : "false");
    if (type == "str" || type == "inlineStr" || type == "e") return unescaped(raw);
    if (type == "d") {  // ISO 8601
      std::string date = raw;
      std::ranges::replace(date, 'T', ' ');
      return date;
    }
    const auto format =
        style < workbook_.formats.size() ? workbook_.formats[style] : NumberFormat{};
    return cell_text(raw, format, workbook_.epoch_1904);
  }

  XmlReader xml_;
  const Workbook& workbook_;
  SharedStrings& strings_;
  RowSpool& spool_;
  SpooledRow row_;
  std::vector<MergedRows> merges_;
  bool too_wide_ = false;
};

class XlsxReader : public RowReader {
 public:
  XlsxReader(RowSpool spool, std::size_t columns, std::int64_t header, std::int64_t offset)
      : spool_(std::move(spool)), columns_(columns), header_(header), offset_(offset) {}

  Result<bool> next(Row& row) override {
    SpooledRow spooled;
    do {
      row = Row{0, offset_, 0, {}, {}};
      if (!TRY(spool_.read(offset_, spooled))) return false;
    } while (std::ranges::all_of(spooled.cells, [](auto& cell) { return trim(cell).empty(); }));
    row.number = spooled.number - header_;
    row.end = offset_;
    row.cells.resize(columns_);
    for (std::size_t i = 0; i < spooled.cells.size(); ++i) {
      if (i >= columns_) break;
      if (spooled.wrong[i])
        row.problems.push_back(wrong_cell(storable(spooled.cells[i]), static_cast<int>(i)));
      else
        row.cells[i] = storable(spooled.cells[i]);
    }
    return true;
  }

 private:
  static Problem wrong_cell(std::string says, int column) {
    if (says.empty()) return {"import.formula_unknown", {}, Severity::warning, column};
    return {"import.formula_error", {{"text", std::move(says)}}, Severity::warning, column};
  }

  RowSpool spool_;
  std::size_t columns_;
  std::int64_t header_;  // number of the header's row in the sheet
  std::int64_t offset_;
};

std::size_t filled(const SpooledRow& row) {
  return std::ranges::count_if(row.cells, [](auto& cell) { return !trim(cell).empty(); });
}

class XlsxFile : public ImportFile {
 public:
  explicit XlsxFile(RowSpool spool) : spool_(std::move(spool)) {
    info_.format = FileFormat::xlsx;
    info_.encoding = "utf-8";
    info_.quote = 0;
  }

  FileInfo& mutable_info() { return info_; }

  Result<> discover(const FileOptions& options) {
    TRY(find_table());
    TRY(name_columns(options));
    return sample_rows();
  }

  Result<std::unique_ptr<RowReader>> rows(std::int64_t from_end, std::int64_t) override {
    return std::make_unique<XlsxReader>(TRY(spool_.again()), info_.columns.size(), header_number_,
                                        std::max(from_end, begin_));
  }

 private:
  // Titles and remarks above the table have far fewer cells than its rows.
  Result<> find_table() {
    constexpr int kRows = 200;
    std::map<std::size_t, int> counts;
    SpooledRow row;
    std::int64_t offset = 0;
    for (int i = 0; i < kRows && TRY(spool_.read(offset, row)); ++i) ++counts[filled(row)];
    int most = 0;
    std::size_t usual = 0;
    for (const auto& [cells, count] : counts)
      if (cells > 0 && count >= most) {
        most = count;
        usual = cells;
      }
    offset = 0;
    do {
      begin_ = offset;
      if (!TRY(spool_.read(offset, row))) break;
      info_.preamble = row.number - 1;
    } while (filled(row) * 2 < usual || filled(row) == 0);
    return {};
  }

  Result<> name_columns(const FileOptions& options) {
    SpooledRow first;
    std::int64_t offset = begin_;
    if (!TRY(spool_.read(offset, first))) return {};
    info_.header = options.header.value_or(looks_like_header(first.cells));
    header_number_ = info_.header ? first.number : first.number - 1;
    if (!info_.header) return {};
    begin_ = offset;
    for (const auto& cell : first.cells)
      info_.columns.push_back({std::string(truncate(tidy_line(cell), kMaxSampleBytes)), {}});
    return {};
  }

  Result<> sample_rows() {
    constexpr int kRows = 500;
    SpooledRow row;
    std::int64_t offset = begin_;
    // The widest row decides, wherever it stands.
    for (int i = 0; TRY(spool_.read(offset, row)); ++i) {
      if (info_.columns.size() < row.cells.size()) info_.columns.resize(row.cells.size());
      if (i >= kRows) continue;
      for (std::size_t column = 0; column < row.cells.size(); ++column)
        if (!row.wrong[column]) add_sample(info_.columns[column], storable(row.cells[column]));
    }
    return {};
  }

  RowSpool spool_;
  std::int64_t begin_ = 0;
  std::int64_t header_number_ = 0;
};

Result<std::unique_ptr<XlsxFile>> read_sheet(const ZipPackage& package, const Workbook& workbook,
                                             const Sheet& sheet, SharedStrings& strings,
                                             const FileOptions& options, std::int64_t& rows) {
  RowSpool spool = TRY(RowSpool::create(options.spool_folder));
  SheetParser parser(XmlReader(TRY(package.part(sheet.part))), workbook, strings, spool);
  rows = TRY(parser.run());
  TRY(spool.flush());
  if (!parser.merges().empty())
    spool = TRY(fill_merged(spool, parser.merges(), options.spool_folder));
  auto file = std::make_unique<XlsxFile>(std::move(spool));
  if (parser.too_wide()) file->mutable_info().problems.push_back({"import.too_many_columns"});
  return file;
}

}  // namespace

Result<std::unique_ptr<ImportFile>> open_xlsx_file(const std::string& path,
                                                   const FileOptions& options) {
  const ZipPackage package = TRY(ZipPackage::open(path));
  if (!package.has("xl/workbook.xml")) return fail(Code::invalid, "import.not_a_table");
  const Workbook workbook = TRY(read_workbook(package));
  SharedStrings strings = TRY(SharedStrings::read(package, options.spool_folder));
  for (const auto& sheet : workbook.sheets) {
    if (options.sheet && sheet.name != *options.sheet) continue;
    std::int64_t rows = 0;
    auto file = TRY(read_sheet(package, workbook, sheet, strings, options, rows));
    if (rows == 0) continue;
    auto& info = file->mutable_info();
    info.sheet = sheet.name;
    for (const auto& each : workbook.sheets) info.sheets.push_back(each.name);
    TRY(file->discover(options));
    return file;
  }
  if (options.sheet)
    return fail(Code::invalid, "import.no_such_sheet", {{"sheet", *options.sheet}});
  return fail(Code::invalid, "import.file_empty");
}

}  // namespace kontor::importing
