// The words demo data is made of: common German, Austrian and Swiss names, places and firms.
// Most frequent first; the generator draws by rank so that Müller is as common as it really is.
#pragma once

#include <span>
#include <string_view>

namespace kontor::app::demo {

struct Place {
  std::string_view postal_code;  // lowest code of the place; others follow by counting up
  int codes;                     // how many
  std::string_view name;
  std::string_view region;
  std::string_view country;  // ISO 3166-1 alpha-2
  std::string_view dial;     // area code without the leading zero
  int weight;                // thousands of inhabitants, roughly
};

std::span<const std::string_view> female_names();
std::span<const std::string_view> male_names();
std::span<const std::string_view> last_names();
std::span<const std::string_view> streets();
std::span<const Place> places();
std::span<const std::string_view> trades();       // "Maschinenbau", "Bäckerei"
std::span<const std::string_view> legal_forms();  // "GmbH"
std::span<const std::string_view> roles();
std::span<const std::string_view> departments();
std::span<const std::string_view> subjects();  // of interactions
std::span<const std::string_view> notes();     // sentences of interactions

}  // namespace kontor::app::demo
