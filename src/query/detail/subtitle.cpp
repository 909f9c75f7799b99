#include "query/detail/subtitle.h"

#include "base/decimal.h"
#include "base/money.h"
#include "base/time.h"

namespace kontor::query {
namespace {

using schema::Field;
using schema::FieldType;

std::string german_or_iso(Date day, schema::Language language) {
  if (language == schema::Language::en) return to_string(day);
  const CivilDate date = civil(day);
  const auto two = [](int n) { return (n < 10 ? "0" : "") + std::to_string(n); };
  return two(date.day) + '.' + two(date.month) + '.' + std::to_string(date.year);
}

std::string option_text(const Field& field, const Cell& cell, schema::Language language) {
  const auto* option = field.option(static_cast<int>(cell.number));
  return option ? option->label.in(language) : std::string();
}

std::string plain(const Column& column, const Cell& cell, schema::Language language) {
  const Field& field = *column.field;
  const NumberStyle style = language == schema::Language::de ? kGermanNumbers : kEnglishNumbers;
  switch (column.part ? column.part->type : field.type) {
    case FieldType::number:
    case FieldType::percent:
      return format_decimal(cell.number, field.decimals, style);
    case FieldType::money:
      return format_money({cell.number, std::string(cell.extra)}, style);
    case FieldType::checkbox:
      return {};
    case FieldType::date:
      return german_or_iso(Date{static_cast<std::int32_t>(cell.number)}, language);
    case FieldType::date_time:
    case FieldType::instant_system:
      return german_or_iso(Date{static_cast<std::int32_t>(cell.number / kMicrosPerDay)}, language);
    case FieldType::select:
    case FieldType::status:
    case FieldType::multi_select:
      return option_text(field, cell, language);
    default:
      return std::string(cell.text);
  }
}

}  // namespace

void Subtitles::begin(const RecordHead& head) {
  line_ = &lines_[head.id];
  *line_ = {std::string(head.title), {}, head.can};
}

void Subtitles::cells(std::size_t column, Mode mode, std::span<const Cell> cells, std::int64_t) {
  if (mode == Mode::none) return;
  for (const Cell& cell : cells) {
    if (!cell.filled) continue;
    const std::string text =
        mode == Mode::mask ? std::string(cell.text) : plain(columns_[column], cell, language_);
    if (text.empty()) continue;
    line_->subtitle.append(line_->subtitle.empty() ? "" : ", ").append(text);
  }
}

}  // namespace kontor::query
