#include "records/export/xlsx_writer.h"

#include <map>
#include <memory>
#include <xlsxwriter.h>

#include "base/text.h"

namespace kontor::exporting {
namespace {

// A double keeps 15 digits; longer numbers are written as text.
constexpr std::int64_t kMaxExact = 1'000'000'000'000'000;
constexpr std::size_t kMaxCellText = 32767;  // Excel's own limit, in UTF-16 units

Failure failed(lxw_error error) {
  auto failure = fail(Code::internal, "export.failed");
  failure.error().internal = lxw_strerror(error);
  return failure;
}

// Excel allows 31 characters without these signs.
std::string sheet_name(std::string_view wanted) {
  std::string name;
  for (const char c : tidy_line(wanted))
    name += std::string_view("[]:*?/\\'").find(c) == std::string_view::npos ? c : ' ';
  name = tidy_line(truncate(name, 31));
  return name.empty() ? "Export" : name;
}

class SheetWriter {
 public:
  SheetWriter(lxw_workbook* book, lxw_worksheet* sheet, const ExportStyle& style)
      : book_(book), sheet_(sheet), style_(style) {}

  void header(const std::vector<std::string>& columns) {
    lxw_format* bold = workbook_add_format(book_);
    format_set_bold(bold);
    for (std::size_t i = 0; i < columns.size(); ++i)
      worksheet_write_string(sheet_, 0, column(i), std::string(truncate(columns[i], 255)).c_str(),
                             bold);
    worksheet_freeze_panes(sheet_, 1, 0);
    if (!columns.empty()) worksheet_set_column(sheet_, 0, column(columns.size() - 1), 18, nullptr);
  }

  lxw_error row(lxw_row_t number, const std::vector<Cell>& cells) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const lxw_error error =
          std::visit([&](const auto& value) { return write(number, column(i), value); }, cells[i]);
      if (error != LXW_NO_ERROR) return error;
    }
    return LXW_NO_ERROR;
  }

 private:
  static lxw_col_t column(std::size_t index) { return static_cast<lxw_col_t>(index); }

  lxw_format* format(const std::string& code) {
    auto& format = formats_[code];
    if (!format) {
      format = workbook_add_format(book_);
      format_set_num_format(format, code.c_str());
    }
    return format;
  }

  lxw_error write(lxw_row_t, lxw_col_t, std::monostate) { return LXW_NO_ERROR; }

  lxw_error write(lxw_row_t row, lxw_col_t column, const std::string& text) {
    if (text.empty()) return LXW_NO_ERROR;
    const std::string shown(truncate(text, kMaxCellText));
    return worksheet_write_string(sheet_, row, column, shown.c_str(), nullptr);
  }

  lxw_error decimal(lxw_row_t row, lxw_col_t column, std::int64_t value, int decimals,
                    const std::string& code) {
    if (value > kMaxExact || value < -kMaxExact)
      return write(row, column, decimal_to_string(value, decimals));
    const double number = static_cast<double>(value) / static_cast<double>(power_of_ten(decimals));
    return worksheet_write_number(sheet_, row, column, number, format(code));
  }

  static std::string number_code(int decimals) {
    return decimals > 0 ? "0." + std::string(static_cast<std::size_t>(decimals), '0') : "0";
  }

  lxw_error write(lxw_row_t row, lxw_col_t column, const DecimalCell& cell) {
    return decimal(row, column, cell.value, cell.decimals, number_code(cell.decimals));
  }

  lxw_error write(lxw_row_t row, lxw_col_t column, const Money& money) {
    const int decimals = currency_decimals(money.currency).value_or(2);
    const std::string code = "#,##" + number_code(decimals) + " \"" + money.currency + "\"";
    return decimal(row, column, money.minor, decimals, code);
  }

  lxw_error write(lxw_row_t row, lxw_col_t column, Date date) {
    return moment(row, column, {date, 0}, false);
  }

  lxw_error write(lxw_row_t row, lxw_col_t column, Instant instant) {
    return moment(row, column, style_.zone.local(instant), true);
  }

  lxw_error moment(lxw_row_t row, lxw_col_t column, LocalTime local, bool with_time) {
    const auto [year, month, day] = civil(local.date);
    if (year < 1900) return write(row, column, to_string(local.date));  // Excel has no earlier days
    const int seconds = static_cast<int>(local.micros / kMicrosPerSecond);
    lxw_datetime moment = {
        year, month, day, seconds / 3600, seconds / 60 % 60, static_cast<double>(seconds % 60)};
    const char* code = style_.german() ? (with_time ? "dd.mm.yyyy hh:mm" : "dd.mm.yyyy")
                                       : (with_time ? "yyyy-mm-dd hh:mm" : "yyyy-mm-dd");
    return worksheet_write_datetime(sheet_, row, column, &moment, format(code));
  }

  lxw_error write(lxw_row_t row, lxw_col_t column, bool value) {
    return worksheet_write_boolean(sheet_, row, column, value, nullptr);
  }

  lxw_workbook* book_;
  lxw_worksheet* sheet_;
  const ExportStyle& style_;
  std::map<std::string, lxw_format*> formats_;
};

}  // namespace

Result<> write_xlsx(const std::string& path, const std::string& sheet,
                    const std::vector<std::string>& columns, const NextRow& next,
                    const ExportStyle& style, const std::string& spool_folder) {
  std::string folder = spool_folder;
  lxw_workbook_options options = {};
  options.constant_memory = LXW_TRUE;
  options.tmpdir = folder.data();
  // The workbook is freed by closing it, also after a failure.
  lxw_workbook* book = workbook_new_opt(path.c_str(), &options);
  if (!book) return failed(LXW_ERROR_MEMORY_MALLOC_FAILED);
  lxw_worksheet* page = workbook_add_worksheet(book, sheet_name(sheet).c_str());
  if (!page) {
    workbook_close(book);
    return failed(LXW_ERROR_CREATING_TMPFILE);
  }
  SheetWriter writer(book, page, style);
  writer.header(columns);
  Result<> result;
  std::vector<Cell> cells;
  for (std::int64_t row = 1; result; ++row) {
    const auto more = next(cells);
    if (!more) result = std::unexpected(more.error());
    if (!more || !*more) break;
    if (row > kMaxXlsxRows) {
      result =
          fail(Code::too_large, "export.too_many_rows", {{"limit", std::to_string(kMaxXlsxRows)}});
    } else if (const auto error = writer.row(static_cast<lxw_row_t>(row), cells);
               error != LXW_NO_ERROR) {
      result = failed(error);
    }
  }
  const lxw_error closed = workbook_close(book);
  if (!result) return result;
  if (closed != LXW_NO_ERROR) return failed(closed);
  return {};
}

}  // namespace kontor::exporting
