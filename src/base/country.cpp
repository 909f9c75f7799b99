#include "base/country.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <set>
#include <unicode/locid.h>
#include <unicode/unistr.h>

#include "base/search_text.h"
#include "base/text.h"

namespace kontor {
namespace {

// "deutschland"; blanks and signs do not matter.
std::string spelling(std::string_view text) {
  std::string joined;
  for (const auto& word : canonical_words(text)) joined += (joined.empty() ? "" : " ") + word;
  return joined;
}

std::string name_in(const char* code, const char* language) {
  icu::UnicodeString name;
  icu::Locale("", code).getDisplayCountry(icu::Locale(language), name);
  std::string text;
  name.toUTF8String(text);
  return text;
}

using Codes = std::set<std::string, std::less<>>;
using Names = std::map<std::string, std::string, std::less<>>;

const Codes& codes() {
  static const Codes all = [] {
    Codes set;
    for (const char* const* code = icu::Locale::getISOCountries(); *code; ++code) set.insert(*code);
    return set;
  }();
  return all;
}

const Names& names() {
  static const Names all = [] {
    Names map;
    for (const auto& code : codes())
      for (const char* language : {"de", "en", "fr", "it", "es"})
        map.try_emplace(spelling(name_in(code.c_str(), language)), code);
    constexpr std::string_view kOthers[][2] = {{"BRD", "DE"},
                                               {"Bundesrepublik Deutschland", "DE"},
                                               {"Federal Republic of Germany", "DE"},
                                               {"Republik Österreich", "AT"},
                                               {"Schweizerische Eidgenossenschaft", "CH"},
                                               {"USA", "US"},
                                               {"U.S.A.", "US"},
                                               {"U.S.", "US"},
                                               {"United States of America", "US"},
                                               {"UK", "GB"},
                                               {"U.K.", "GB"},
                                               {"Great Britain", "GB"},
                                               {"Großbritannien", "GB"},
                                               {"England", "GB"},
                                               {"Scotland", "GB"},
                                               {"Schottland", "GB"},
                                               {"Wales", "GB"},
                                               {"Holland", "NL"},
                                               {"The Netherlands", "NL"},
                                               {"Czech Republic", "CZ"},
                                               {"Tschechische Republik", "CZ"},
                                               {"Republic of Ireland", "IE"},
                                               {"Südkorea", "KR"},
                                               {"South Korea", "KR"},
                                               {"Republic of Korea", "KR"},
                                               {"VR China", "CN"},
                                               {"People's Republic of China", "CN"},
                                               {"Hong Kong", "HK"},
                                               {"Hongkong", "HK"},
                                               {"Macau", "MO"},
                                               {"Russia", "RU"},
                                               {"Russische Föderation", "RU"},
                                               {"Russian Federation", "RU"},
                                               {"Türkei", "TR"},
                                               {"Turkey", "TR"},
                                               {"Türkiye", "TR"},
                                               {"VAE", "AE"},
                                               {"UAE", "AE"},
                                               {"Weißrussland", "BY"},
                                               {"Mazedonien", "MK"},
                                               {"Vatikan", "VA"}};
    for (const auto& [name, code] : kOthers)
      map.insert_or_assign(spelling(name), std::string(code));
    return map;
  }();
  return all;
}

}  // namespace

bool is_country(std::string_view code) {
  return codes().contains(code);
}

std::optional<std::string> find_country_code(std::string_view text) {
  constexpr std::size_t kMaxName = 80;
  text = trim(text);
  if (text.empty() || text.size() > kMaxName) return {};
  if (text.size() == 2) {
    std::string code(text);
    for (char& c : code) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    if (is_country(code)) return code;
  }
  const auto found = names().find(spelling(text));
  if (found == names().end()) return {};
  return found->second;
}

std::string country_name(std::string_view code, std::string_view language) {
  if (!is_country(code)) return std::string(code);
  return name_in(std::string(code).c_str(), std::string(language).c_str());
}

}  // namespace kontor
