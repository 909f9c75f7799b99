// An address written in several lines, taken apart where that is certain.
#pragma once

#include <string>
#include <string_view>

namespace kontor::importing {

struct AddressParts {
  std::string street;  // all lines before the place, separated by ", "
  std::string postal_code;
  std::string place;
  std::string region;
  std::string country;   // ISO 3166-1 alpha-2
  bool certain = false;  // false: nothing was recognised and everything stands in `street`
};

// Knows the layouts of Germany, Austria, Switzerland and most of Europe ("50667 Köln"), of Great
// Britain ("London SW1A 1AA"), the Netherlands, the United States, Canada and Australia. Lines may
// also be separated by commas when there is only one line. Without a country in the text
// `default_country` decides how postal codes look, and stays out of the result.
AddressParts split_address(std::string_view text, std::string_view default_country = "DE");

}  // namespace kontor::importing
