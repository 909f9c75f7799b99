// From the text of a cell to the value of a field.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "base/date_format.h"
#include "base/decimal.h"
#include "base/result.h"
#include "base/zone.h"
#include "schema/catalogue.h"
#include "schema/fields/value.h"

namespace kontor::importing {

// How the cells of a column are written: decided once for the whole column.
struct CellStyle {
  NumberStyle numbers = kGermanNumbers;
  std::optional<DateFormat> dates;
  TimeZone zone = TimeZone::utc();
  int this_year = 2020;
};

// text, long_text, number, percent, money, checkbox, date, date_time. Empty for empty cells and
// what programs write for "nothing". Errors: those of the field type, import.no_year,
// import.not_a_checkbox.
[[nodiscard]] Result<schema::FieldValue> read_cell(const schema::Field& field,
                                                   std::string_view cell, const CellStyle& style);

// emails, phones, urls: the values of a cell with one or several of them, each good by itself.
// What is none of them comes back in `bad`. `labels` holds one for all or one for each line.
schema::Entries read_entries(const schema::Field& field, std::string_view cell,
                             const std::vector<std::string>& labels, std::vector<Error>& bad);

// "VIP; Messe; Newsletter", also as Google writes it: "* myContacts ::: Kunden".
std::vector<std::string> split_list(std::string_view cell);

// The lines of a cell, trimmed, without empty ones.
std::vector<std::string> lines_of(std::string_view cell);

}  // namespace kontor::importing
