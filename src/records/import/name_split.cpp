#include "records/import/name_split.h"

#include <algorithm>
#include <array>
#include <vector>

#include "base/text.h"

namespace kontor::importing {
namespace {

using Words = std::vector<std::string>;

// All folded and without dots.
constexpr std::array<std::string_view, 16> kSalutations = {
    "herr", "herrn",  "frau", "hr",     "fr",       "mr",  "mrs",     "ms",
    "miss", "mister", "sir",  "madame", "monsieur", "mme", "familie", "divers"};
constexpr std::array<std::string_view, 28> kTitles = {
    "dr",  "prof", "professor", "doktor", "dipl",  "ing", "mag", "med",  "jur", "rer",
    "nat", "pol",  "phil",      "habil",  "hc",    "h",   "c",   "univ", "ddr", "priv",
    "doz", "lic",  "dent",      "vet",    "theol", "oec", "pd",  "dring"};
constexpr std::array<std::string_view, 20> kSuffixes = {
    "jr", "sr",  "junior", "senior", "ii",  "iii", "mba",  "ma",   "msc",  "bsc",
    "ba", "llm", "phd",    "md",     "cpa", "esq", "meng", "beng", "mmsc", "fh"};
constexpr std::array<std::string_view, 25> kParticles = {
    "von", "van", "vom", "zu", "zum", "zur", "der", "den", "dem", "de", "del", "della", "di",
    "da",  "dos", "du",  "la", "le",  "ten", "ter", "te",  "af",  "av", "auf", "'t"};
constexpr std::array<std::string_view, 32> kLegalForms = {
    "gmbh", "ag",  "kg",      "ohg", "ug",  "gbr", "ek",   "ev",  "eg", "se",   "kgaa",
    "mbh",  "ltd", "limited", "inc", "llc", "llp", "corp", "plc", "sa", "sarl", "srl",
    "spa",  "bv",  "nv",      "oy",  "ab",  "aps", "sro",  "kft", "co", "partg"};

template <std::size_t N>
bool among(const std::string& word, const std::array<std::string_view, N>& list) {
  std::string bare = fold_case(word);
  std::erase_if(bare, [](char c) { return c == '.' || c == ',' || c == '(' || c == ')'; });
  return std::ranges::find(list, bare) != list.end();
}

Words words_of(std::string_view text) {
  Words words;
  std::string word;
  for (char c : tidy_line(text)) {
    if (c == ' ') {
      if (!word.empty()) words.push_back(std::move(word));
      word.clear();
    } else {
      word += c;
    }
  }
  if (!word.empty()) words.push_back(std::move(word));
  return words;
}

std::string join(Words::const_iterator begin, Words::const_iterator end) {
  std::string text;
  for (; begin != end; ++begin) text += (text.empty() ? "" : " ") + *begin;
  return text;
}

void take(std::string& into, Words& words, std::size_t index) {
  into += (into.empty() ? "" : " ") + words[index];
  words.erase(words.begin() + static_cast<std::ptrdiff_t>(index));
}

// "Dipl.-Ing." is one word of title parts.
bool is_title(const std::string& word) {
  std::string part;
  bool all = false, dotted = false;
  for (char c : word + "-") {
    if (c == '.') dotted = true;
    if (c != '-' && c != '.') {
      part += c;
      continue;
    }
    if (part.empty()) continue;
    if (!among(part, kTitles)) return false;
    all = true;
    part.clear();
  }
  // "Ing" or "Med" without a dot may be a name.
  return all && (dotted || among(word, std::array<std::string_view, 5>{"dr", "prof", "professor",
                                                                       "doktor", "pd"}));
}

void take_front(Words& words, NameParts& parts) {
  while (words.size() > 1) {
    if (parts.salutation.empty() && parts.title_prefix.empty() &&
        among(words.front(), kSalutations)) {
      take(parts.salutation, words, 0);
    } else if (is_title(words.front())) {
      take(parts.title_prefix, words, 0);
    } else {
      break;
    }
  }
}

void take_suffixes(Words& words, NameParts& parts) {
  while (words.size() > 2 && among(words.back(), kSuffixes)) {
    parts.suffix = words.back() + (parts.suffix.empty() ? "" : " ") + parts.suffix;
    words.pop_back();
  }
}

bool starts_lower(const std::string& word) {
  return !word.empty() && ((word[0] >= 'a' && word[0] <= 'z') || word[0] == '\'');
}

// "Anna Maria von der Heide": the last name begins at the first particle, else it is the last word.
void split_plain(const Words& words, NameParts& parts) {
  if (words.empty()) return;
  auto last = words.end() - 1;
  for (auto word = words.begin() + 1; word < words.end() - 1; ++word)
    if (among(*word, kParticles) &&
        (starts_lower(*word) || word + 2 == words.end() || among(*(word + 1), kParticles))) {
      last = word;
      break;
    }
  // "von der Heide" alone has no first name.
  if (words.size() > 1 && among(words.front(), kParticles) && starts_lower(words.front()))
    last = words.begin();
  parts.first_name = join(words.begin(), last);
  parts.last_name = join(last, words.end());
}

// "Müller, Dr. Anna": what stands before the comma is the last name.
bool split_at_comma(std::string_view text, NameParts& parts) {
  const auto comma = text.find(',');
  if (comma == std::string_view::npos || text.find(',', comma + 1) != std::string_view::npos)
    return false;
  Words before = words_of(text.substr(0, comma)), after = words_of(text.substr(comma + 1));
  if (before.empty() || after.empty()) return false;
  // "Anna Müller, MBA"
  if (std::ranges::all_of(after, [](auto& word) { return among(word, kSuffixes); })) {
    parts.suffix = join(after.begin(), after.end());
    take_front(before, parts);
    split_plain(before, parts);
    return true;
  }
  after.push_back("");  // keeps take_front from stopping before the last word
  take_front(after, parts);
  after.pop_back();
  // "Heide, Anna von der"
  auto end = after.end();
  while (end != after.begin() && among(*(end - 1), kParticles) && starts_lower(*(end - 1))) --end;
  take_front(before, parts);
  parts.first_name = join(after.begin(), end);
  parts.last_name = join(end, after.end());
  if (!parts.last_name.empty()) parts.last_name += ' ';
  parts.last_name += join(before.begin(), before.end());
  return true;
}

}  // namespace

bool looks_like_company(std::string_view text) {
  const Words words = words_of(text);
  if (words.size() < 2) return false;
  if (among(words.back(), kLegalForms)) return true;
  return std::ranges::any_of(words, [](auto& word) {
    return word == "&" ||
           among(word, std::array<std::string_view, 4>{"gmbh", "kgaa", "mbh", "stiftung"});
  });
}

NameParts split_name(std::string_view text) {
  NameParts parts;
  const std::string name = tidy_line(text);
  if (looks_like_company(name)) {
    parts.last_name = name;
    return parts;
  }
  if (split_at_comma(name, parts)) return parts;
  Words words = words_of(name);
  take_front(words, parts);
  take_suffixes(words, parts);
  split_plain(words, parts);
  return parts;
}

}  // namespace kontor::importing
