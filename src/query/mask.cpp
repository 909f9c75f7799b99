#include "query/mask.h"

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

std::string last_digits(std::string_view phone) {
  std::string digits;
  for (auto c = phone.rbegin(); c != phone.rend() && digits.size() < 3; ++c) {
    if (*c >= '0' && *c <= '9') digits.insert(digits.begin(), *c);
  }
  return std::string(kHidden) += digits;
}

std::string year(Date date) {
  return std::to_string(civil(date).year);
}

std::string mask_part(const schema::FieldPart& part, const Cell& cell) {
  if (part.name == "postal_code" && cell.text.size() >= 4) {
    return std::string(cell.text.substr(0, 2)) += kHidden;
  }
  if (part.name == "country") return std::string(cell.text);
  return std::string(kHidden);
}

}  // namespace

std::string mask(const Column& column, const Cell& cell) {
  if (!cell.filled) return {};
  if (column.part) return mask_part(*column.part, cell);
  switch (column.field->type) {
    case FieldType::text:
    case FieldType::person_name:
      return initials(cell.text);
    case FieldType::emails:
      return domain(cell.text);
    case FieldType::phones:
      return last_digits(cell.text);
    case FieldType::date:
      return year(Date{static_cast<std::int32_t>(cell.number)});
    case FieldType::date_time:
      return year(Date{static_cast<std::int32_t>(cell.number / kMicrosPerDay)});
    default:
      return std::string(kHidden);
  }
}

}  // namespace kontor::query
