// Words that are nearly alike: deletion variants, edit distance, sound.
#include <algorithm>
#include <array>
#include <set>

#include "base/search_text.h"
#include "base/text.h"

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

// Canonical words are valid UTF-8; a letter is a code point, in whatever script.
std::u32string letters_of(std::string_view word) {
  std::u32string letters;
  for (std::size_t i = 0; i < word.size();) {
    const auto first = static_cast<unsigned char>(word[i]);
    const std::size_t size = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    char32_t letter = size == 1 ? first : first & (0x7F >> size);
    for (std::size_t k = 1; k < size && i + k < word.size(); ++k)
      letter = letter << 6 | (static_cast<unsigned char>(word[i + k]) & 0x3F);
    letters += letter;
    i += size;
  }
  return letters;
}

std::string text_of(std::u32string_view letters) {
  std::string text;
  for (const char32_t letter : letters) {
    const auto tail = [&](int shift) {
      text += static_cast<char>(0x80 | (letter >> shift & 0x3F));
    };
    if (letter < 0x80) {
      text += static_cast<char>(letter);
    } else if (letter < 0x800) {
      text += static_cast<char>(0xC0 | letter >> 6);
      tail(0);
    } else if (letter < 0x10000) {
      text += static_cast<char>(0xE0 | letter >> 12);
      tail(6);
      tail(0);
    } else {
      text += static_cast<char>(0xF0 | letter >> 18);
      tail(12);
      tail(6);
      tail(0);
    }
  }
  return text;
}

}  // namespace

int allowed_typos(std::string_view word) {
  const auto letters = length(word);
  return letters < 4 ? 0 : letters < 8 ? 1 : 2;
}

std::vector<std::string> deletion_variants(std::string_view word) {
  const int typos = allowed_typos(word);
  const std::u32string head = letters_of(word).substr(0, kVariantLetters);
  std::set<std::u32string> all = {head}, last = all;
  for (int round = 0; round < typos; ++round) {
    std::set<std::u32string> shorter;
    for (const auto& variant : last)
      for (std::size_t i = 0; i < variant.size(); ++i)
        shorter.insert(std::u32string(variant).erase(i, 1));
    all.insert(shorter.begin(), shorter.end());
    last = std::move(shorter);
  }
  std::vector<std::string> variants;
  for (const auto& variant : all) variants.push_back(text_of(variant));
  return variants;
}

int edit_distance_at_most(std::string_view left, std::string_view right, int max) {
  const std::u32string a = letters_of(left), b = letters_of(right);
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
