#include "query/mask.h"

#include <algorithm>

#include "base/money.h"
#include "base/text.h"
#include "base/time.h"

namespace kontor::query {
namespace {

using schema::FieldType;

constexpr std::string_view kHidden = "…";

// The first letter of each word: "Max Müller" is "M. M.".
std::string initials(std::string_view text) {
  std::string out;
  while (!(text = trim(text)).empty()) {
    const auto end = std::min(text.find(' '), text.size());
    std::size_t letter = 1;
    while (letter < end && (static_cast<unsigned char>(text[letter]) & 0xC0) == 0x80) ++letter;
    if (!out.empty()) out += ' ';
    out.append(text.substr(0, letter)).append(".");
    text.remove_prefix(end);
  }
  return out;
}

std::string domain(std::string_view address) {
  const auto at = address.rfind('@');
  return std::string(kHidden) += at == std::string_view::npos ? "" : address.substr(at);
}

// Never more than half of them.
std::string last_digits(std::string_view phone, std::size_t most) {
  const auto all = static_cast<std::size_t>(
      std::ranges::count_if(phone, [](char c) { return c >= '0' && c <= '9'; }));
  most = std::min(most, all / 2);
  std::string digits;
  for (auto c = phone.rbegin(); c != phone.rend() && digits.size() < most; ++c) {
    if (*c >= '0' && *c <= '9') digits.insert(digits.begin(), *c);
  }
  return std::string(kHidden) += digits;
}

std::string year(Date date) {
  return std::to_string(civil(date).year);
}

std::string beginning(std::string_view text, std::int64_t most) {
  const auto shown = std::min(static_cast<std::size_t>(most), text.size() / 2);
  const bool plain =
      std::ranges::all_of(text, [](char c) { return static_cast<signed char>(c) > 0; });
  return std::string(plain ? text.substr(0, shown) : std::string_view()) += kHidden;
}

std::int64_t power_of_ten(int exponent) {
  std::int64_t power = 1;
  while (exponent-- > 0) power *= 10;
  return power;
}

// "30000 - 40000 EUR": the step that the value lies on.
std::string step(const Column& column, const Cell& cell, std::int64_t width) {
  const bool money = column.field->type == FieldType::money;
  const int decimals = money ? currency_decimals(cell.extra).value_or(2) : column.field->decimals;
  const std::int64_t wide = width * power_of_ten(decimals);
  std::int64_t bottom = cell.number / wide;
  if (cell.number % wide < 0) --bottom;
  std::string text = std::to_string(bottom * width) + " – " + std::to_string((bottom + 1) * width);
  return money ? text.append(" ").append(cell.extra) : text;
}

std::string mask_part(const schema::FieldPart& part, const Cell& cell) {
  if (part.name == "postal_code" && cell.text.size() >= 4) {
    return std::string(cell.text.substr(0, 2)) += kHidden;
  }
  if (part.name == "country") return std::string(cell.text);
  return std::string(kHidden);
}

std::string usual_mask(const Column& column, const Cell& cell) {
  if (column.part) return mask_part(*column.part, cell);
  switch (column.field->type) {
    case FieldType::text:
    case FieldType::person_name:
      return initials(cell.text);
    case FieldType::emails:
      return domain(cell.text);
    case FieldType::phones:
      return last_digits(cell.text, 3);
    case FieldType::date:
      return year(Date{static_cast<std::int32_t>(cell.number)});
    case FieldType::date_time:
      return year(Date{static_cast<std::int32_t>(cell.number / kMicrosPerDay)});
    default:
      return std::string(kHidden);
  }
}

}  // namespace

std::string mask(const Column& column, const Cell& cell, const MaskStyle& style) {
  using Kind = MaskStyle::Kind;
  if (!cell.filled) return {};
  switch (style.kind) {
    case Kind::usual:
      return usual_mask(column, cell);
    case Kind::initials:
      return initials(cell.text);
    case Kind::domain:
      return domain(cell.text);
    case Kind::ending:
      return last_digits(cell.text, static_cast<std::size_t>(style.number));
    case Kind::year:
      return column.field->type == FieldType::date || column.field->type == FieldType::date_time
                 ? usual_mask(column, cell)
                 : std::string(kHidden);
    case Kind::postal:
      if (column.part && column.part->name != "postal_code") return std::string(kHidden);
      return beginning(cell.text, style.number);
    case Kind::step:
      return step(column, cell, style.number);
    case Kind::dots:
      return std::string(kHidden);
  }
  return std::string(kHidden);
}

const MaskStyle& mask_style(const Scope& scope, std::size_t place) {
  static const MaskStyle kUsual;
  return place < scope.masks.size() ? scope.masks[place] : kUsual;
}

}  // namespace kontor::query
