// What a number in a spreadsheet cell means, by its number format (ECMA-376 18.8.30).
#pragma once

#include <string>
#include <string_view>

namespace kontor::importing {

enum class CellFormat {
  general,
  date,  // a day, perhaps with a time
  time,  // hours and minutes only
  percent,
  digits,  // "00000": leading zeros are shown
};

struct NumberFormat {
  CellFormat kind = CellFormat::general;
  int digits = 0;  // of CellFormat::digits
};

// The formats that every program knows by number, 0 to 49; general for others.
NumberFormat built_in_format(int id);
NumberFormat read_format(std::string_view code);

// What a text cell says: control characters are written "_x000D_" (ECMA-376, 22.9.2.19).
std::string unescaped(std::string_view text);

// The text of a number cell: "1234.5" without the noise of binary fractions and never ambiguous (a
// number of three decimals gets a fourth), "2026-02-01", "2026-02-01 14:30:00", "14:30:00", "19%",
// "01067". What is no number comes back as it is.
std::string cell_text(std::string_view value, NumberFormat format, bool epoch_1904);

}  // namespace kontor::importing
