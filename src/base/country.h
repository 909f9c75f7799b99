// Countries by ISO 3166-1 alpha-2, and what people call them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace kontor {

bool is_country(std::string_view code);  // "DE", in capitals

// The country that a text names as a whole: its code, its name in German, English, French, Italian
// or Spanish, and common other names ("BRD", "USA", "England", "Deutschland (DE)" is not one).
std::optional<std::string> find_country_code(std::string_view text);

// "Deutschland" for "DE" in "de"; the code itself if there is no such country.
std::string country_name(std::string_view code, std::string_view language);

}  // namespace kontor
