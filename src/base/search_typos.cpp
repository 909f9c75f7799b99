// Words that are nearly alike: deletion variants, edit distance, sound.
#include <algorithm>
#include <array>
#include <set>

#include "base/search_text.h"

namespace kontor {
namespace {

constexpr std::size_t kVariantLetters = 12;
constexpr std::size_t kMaxCompared = 64;

bool any_of(char c, std::string_view letters) {
  return letters.find(c) != std::string_view::npos;
}

// Postel's table: the code of a letter depends on its neighbours. '\0' beside a letter means none.
std::string_view sound(char before, char c, char after) {
  switch (c) {
    case 'a':
    case 'e':
    case 'i':
    case 'j':
    case 'o':
    case 'u':
    case 'y':
      return "0";
    case 'b':
      return "1";
    case 'p':
      return after == 'h' ? "3" : "1";
    case 'd':
    case 't':
      return any_of(after, "csz") ? "8" : "2";
    case 'f':
    case 'v':
    case 'w':
      return "3";
    case 'g':
    case 'k':
    case 'q':
      return "4";
    case 'x':
      return any_of(before, "ckq") ? "8" : "48";
    case 'l':
      return "5";
    case 'm':
    case 'n':
      return "6";
    case 'r':
      return "7";
    case 's':
    case 'z':
      return "8";
    case 'c':
      if (before == '\0') return any_of(after, "ahkloqrux") ? "4" : "8";
      if (any_of(before, "sz")) return "8";
      return any_of(after, "ahkoqux") ? "4" : "8";
    default:
      return "";
  }
}

}  // namespace

int allowed_typos(std::string_view word) {
  return word.size() < 4 ? 0 : word.size() < 8 ? 1 : 2;
}

std::vector<std::string> deletion_variants(std::string_view word) {
  const int typos = allowed_typos(word);
  std::string head(word.substr(0, kVariantLetters));
  std::set<std::string> all = {head}, last = all;
  for (int round = 0; round < typos; ++round) {
    std::set<std::string> shorter;
    for (const auto& variant : last)
      for (std::size_t i = 0; i < variant.size(); ++i)
        shorter.insert(std::string(variant).erase(i, 1));
    all.insert(shorter.begin(), shorter.end());
    last = std::move(shorter);
  }
  return {all.begin(), all.end()};
}

int edit_distance_at_most(std::string_view a, std::string_view b, int max) {
  if (a.size() > kMaxCompared || b.size() > kMaxCompared) return a == b ? 0 : -1;
  const int rows = static_cast<int>(a.size()), columns = static_cast<int>(b.size());
  if (std::abs(rows - columns) > max) return -1;
  using Row = std::array<int, kMaxCompared + 1>;
  Row before_last{}, last{}, row{};
  for (int j = 0; j <= columns; ++j) last[j] = j;
  for (int i = 1; i <= rows; ++i) {
    row[0] = i;
    int best = i;
    for (int j = 1; j <= columns; ++j) {
      const bool same = a[i - 1] == b[j - 1];
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + !same});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        row[j] = std::min(row[j], before_last[j - 2] + 1);
      best = std::min(best, row[j]);
    }
    if (best > max) return -1;
    before_last = last;
    last = row;
  }
  return last[columns] <= max ? last[columns] : -1;
}

std::string phonetic_key(std::string_view text) {
  std::string letters;
  for (const auto& word : canonical_words(text))
    for (char c : word)
      if (c >= 'a' && c <= 'z') letters += c;
  std::string codes;
  for (std::size_t i = 0; i < letters.size(); ++i) {
    const char before = i > 0 ? letters[i - 1] : '\0';
    const char after = i + 1 < letters.size() ? letters[i + 1] : '\0';
    for (char code : sound(before, letters[i], after))
      if (codes.empty() || codes.back() != code) codes += code;
  }
  // Vowels count at the beginning only.
  if (codes.size() > 1) codes.erase(std::remove(codes.begin() + 1, codes.end(), '0'), codes.end());
  return codes;
}

}  // namespace kontor
