// The one tokenizer for search, used alike for what is indexed and what is asked, on both engines.
//
// A text becomes words in one canonical spelling: compatibility forms and case folded, accents
// removed, ß as ss, and ä = ae = a (an e after a, o or u is dropped where it can only spell an
// umlaut), so that Müller, MUELLER and Muller meet in "muller". Dropping looks only to the left, so
// the beginning of a word always becomes the beginning of its canonical form and prefixes can be
// searched. Numbers are kept; "O'Brien" is one word, everything else but letters and digits
// separates.
//
// Beside a word stands its German stem (Snowball) where it differs, marked by kStemMark, a letter
// no canonical word contains. Tokens hold letters and digits only: FTS5's unicode61 and
// PostgreSQL's simple configuration keep them as they are.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace kontor {

inline constexpr std::string_view kStemMark = "ß";
inline constexpr std::size_t kMaxTokenBytes = 48;      // longer words are cut
inline constexpr std::size_t kMaxIndexedWords = 5000;  // of one text; the rest is not found
inline constexpr std::size_t kMaxQueryWords = 16;

// The canonical words of a text in their order, repeats included.
std::vector<std::string> canonical_words(std::string_view text,
                                         std::size_t max_words = kMaxIndexedWords);

// What goes into the index: words and marked stems, each once, separated by blanks.
std::string search_words(std::string_view text);

// One asked word: it is found where `word` stands (or begins, while it is still being typed) or any
// of `others` stands.
struct QueryWord {
  std::string word;
  std::vector<std::string> others;  // marked stem, and the stem where it is a word itself
  bool typing = false;              // last word, nothing typed behind it: search it as a prefix
};
std::vector<QueryWord> query_words(std::string_view text);

// --- Tolerance for typing errors. Words are canonical ones.

// How far a word may differ and still be meant: 0 below 4 letters, 1 below 8, else 2.
int allowed_typos(std::string_view word);

// The word itself and every spelling with up to allowed_typos() letters left out (SymSpell, Wolf
// Garbe): two words that share a variant are close. Long words are looked at by their first 12
// letters.
std::vector<std::string> deletion_variants(std::string_view word);

// Insertions, deletions, replacements and swaps of neighbours needed to turn one into the other
// (optimal string alignment), or -1 if more than `max`.
int edit_distance_at_most(std::string_view a, std::string_view b, int max);

// How a German name sounds: Kölner Phonetik (Postel 1969), of all words together. Meier, Mayer and
// Maier are "67". Empty for text without Latin letters.
std::string phonetic_key(std::string_view text);

}  // namespace kontor
