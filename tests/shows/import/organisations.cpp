// The organisations of datenanfragen.de: semicolons, German heads, the address one text of several
// lines. Nothing of an address may be lost, whether it could be taken apart or not.
#include <algorithm>

#include "base/country.h"
#include "base/json.h"
#include "base/search_text.h"
#include "base/text.h"
#include "world.h"

namespace kontor::shows {
namespace {

using importing::testing::good;

std::vector<std::string> words_of(std::string_view text) {
  auto words = canonical_words(text);
  std::ranges::sort(words);
  return words;
}

// "L-1855": the country before the postal code.
bool is_country_mark(std::string_view line, std::string_view word) {
  const std::string folded = fold_case(line);
  const auto at = folded.find(std::string(word) + "-");
  return word.size() <= 2 && at != folded.npos && at + word.size() + 1 < folded.size() &&
         std::isdigit(static_cast<unsigned char>(folded[at + word.size() + 1]));
}

// The words of the address that stand nowhere in the record's. A line that names the country is
// kept as its code, whatever it was called.
std::string lost_words(const std::string& cell, const std::string& wire) {
  const JsonValue address = good(parse_json(wire));
  std::string all, country;
  for (const auto& member : address.members()) {
    const auto text = member.value.text();
    if (!text) continue;
    (member.name == "country" ? country : all) += std::string(*text) + " ";
  }
  const auto kept = words_of(all);
  std::string lost;
  std::istringstream lines(cell);
  for (std::string line; std::getline(lines, line);) {
    if (find_country_code(trim(line)).value_or("?") + " " == country) continue;
    for (const std::string& word : words_of(line))
      if (!std::ranges::binary_search(kept, word) && !is_country_mark(line, word))
        lost += word + " ";
  }
  return lost;
}

}  // namespace

void bring_organisations(World& world) {
  const std::string bytes = importing::testing::unpacked(
      importing::testing::public_data() / "13-import/datenanfragen_companies.csv.gz");
  const auto file = importing::testing::read_text(bytes);
  world.expect_count("organisations in the file", 2046, std::ssize(file.rows));
  const importing::Import import = world.bring("organisations", bytes, "company", 2046, {},
                                               {.new_options = importing::Missing::create});
  world.expect(import.columns[3].target == "address", "organisations: the address was not guessed");
  const auto addresses = world.values("company", "address");
  const auto names = file.names();
  const auto column = [&](const char* name) {
    return static_cast<std::size_t>(std::ranges::find(names, name) - names.begin());
  };
  std::map<std::string, int> times;
  for (const auto& row : file.rows) ++times[row.cells[column("Firmenname")]];
  std::int64_t losing = 0, compared = 0;
  for (const auto& row : file.rows) {
    const auto found = addresses.find(row.cells[column("Firmenname")]);
    if (found == addresses.end() || times[found->first] > 1 || found->second == "null") continue;
    ++compared;
    const std::string& cell = row.cells[column("Anschrift")];
    const std::string lost = lost_words(cell, found->second);
    if (lost.empty()) continue;
    if (losing++ < 3) world.expect(false, "lost of the address of " + found->first + ": " + lost);
  }
  world.expect(compared > 1'900, "organisations: too few addresses arrived");
  world.expect_count("organisations whose address lost a word", 0, losing);
}

}  // namespace kontor::shows
