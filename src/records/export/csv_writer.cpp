#include "records/export/csv_writer.h"

#include <cstdio>

namespace kontor::exporting {
namespace {

constexpr std::size_t kPiece = 64 << 10;

std::string german_date(Date date) {
  const auto [year, month, day] = civil(date);
  char text[32];
  std::snprintf(text, sizeof text, "%02d.%02d.%04d", day, month, year);
  return text;
}

std::string written_date(Date date, const ExportStyle& style) {
  return style.german() ? german_date(date) : to_string(date);
}

std::string written_instant(Instant instant, const ExportStyle& style) {
  const LocalTime local = style.zone.local(instant);
  const int seconds = static_cast<int>(local.micros / kMicrosPerSecond);
  char time[32];
  std::snprintf(time, sizeof time, " %02d:%02d", seconds / 3600, seconds / 60 % 60);
  if (seconds % 60) std::snprintf(time + 6, sizeof time - 6, ":%02d", seconds % 60);
  return written_date(local.date, style) + time;
}

std::string text_of(const Cell& cell, const ExportStyle& style) {
  const NumberStyle numbers{style.german() ? ',' : '.', 0};
  struct Writer {
    const ExportStyle& style;
    NumberStyle numbers;
    std::string operator()(std::monostate) const { return {}; }
    std::string operator()(const std::string& text) const { return neutralised(text); }
    std::string operator()(const DecimalCell& c) const {
      return format_decimal(c.value, c.decimals, numbers);
    }
    std::string operator()(const Money& money) const {
      return format_decimal(money.minor, currency_decimals(money.currency).value_or(2), numbers) +
             " " + money.currency;
    }
    std::string operator()(Date date) const { return written_date(date, style); }
    std::string operator()(Instant instant) const { return written_instant(instant, style); }
    std::string operator()(bool value) const {
      return style.german() ? (value ? "ja" : "nein") : (value ? "yes" : "no");
    }
  };
  return std::visit(Writer{style, numbers}, cell);
}

char separator_of(const ExportStyle& style) {
  return style.german() ? ';' : ',';
}

void append(std::string& out, std::string_view text, char separator) {
  const bool plain = text.find_first_of("\"\r\n;,\t") == std::string_view::npos &&
                     text.find(separator) == std::string_view::npos &&
                     (text.empty() || (text.front() != ' ' && text.back() != ' '));
  if (plain) {
    out += text;
    return;
  }
  out += '"';
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

}  // namespace

std::string neutralised(std::string text) {
  const auto begin = text.find_first_not_of('\'');
  if (begin == std::string::npos) return text;
  const char first = text[begin];
  bool dangerous = first == '=' || first == '@' || first == '\t' || first == '\r';
  if (first == '+' || first == '-')
    dangerous = begin > 0 || text.find_first_not_of("+-0123456789 ()/.,\n") != std::string::npos;
  return dangerous ? "'" + text : text;
}

void append_csv_header(std::string& out, const std::vector<std::string>& columns,
                       const ExportStyle& style) {
  if (style.byte_order_mark) out += "\xEF\xBB\xBF";
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (i > 0) out += separator_of(style);
    append(out, neutralised(columns[i]), separator_of(style));
  }
  out += "\r\n";
}

void append_csv_row(std::string& out, const std::vector<Cell>& cells, const ExportStyle& style) {
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) out += separator_of(style);
    append(out, text_of(cells[i], style), separator_of(style));
  }
  out += "\r\n";
}

Result<> write_csv(const std::vector<std::string>& columns, const NextRow& next,
                   const ExportStyle& style, const Sink& sink) {
  std::string out;
  append_csv_header(out, columns, style);
  std::vector<Cell> cells;
  while (TRY(next(cells))) {
    append_csv_row(out, cells, style);
    if (out.size() < kPiece) continue;
    TRY(sink(out));
    out.clear();
  }
  return sink(out);
}

}  // namespace kontor::exporting
