#include "base/search_text.h"

#include <algorithm>
#include <cstdint>
#include <libstemmer.h>
#include <memory>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>
#include <unicode/utf16.h>
#include <unicode/utf8.h>
#include <unordered_set>

#include "base/text.h"

namespace kontor {
namespace {

// Bytes of one text that are looked at; enough for every field but absurd ones.
constexpr std::size_t kMaxText = 256 << 10;

// Latin letters that Unicode does not decompose.
std::string_view spelled_out(UChar32 c) {
  switch (c) {
    case 0x00E6:
      return "ae";  // æ
    case 0x00F8:
      return "o";  // ø
    case 0x0153:
      return "oe";  // œ
    case 0x0142:
      return "l";  // ł
    case 0x0111:
      return "d";  // đ
    case 0x00F0:
      return "d";  // ð
    case 0x00FE:
      return "th";  // þ
    case 0x0131:
      return "i";  // ı
    default:
      return {};
  }
}

bool is_vowel(char c) {
  return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'y';
}

// Collects canonical words letter by letter.
class WordBuilder {
 public:
  explicit WordBuilder(std::size_t max_words) : max_words_(max_words) {}

  bool full() const { return words_.size() >= max_words_; }

  void letter(char c) {
    if (c == 'e' && spells_umlaut()) return;
    if (word_.size() < kMaxTokenBytes) word_ += c;
  }

  void letter(UChar32 c) {
    char bytes[U8_MAX_LENGTH];
    int size = 0;
    U8_APPEND_UNSAFE(bytes, size, c);
    if (word_.size() + size <= kMaxTokenBytes) word_.append(bytes, size);
  }

  void end() {
    if (!word_.empty() && !full()) words_.push_back(std::move(word_));
    word_.clear();
  }

  std::vector<std::string> take() {
    end();
    return std::move(words_);
  }

  bool in_word() const { return !word_.empty(); }

 private:
  // Does an e here only mark the vowel before it? Not in Bauer, Feuer, Quelle.
  bool spells_umlaut() const {
    if (word_.empty()) return false;
    const char last = word_.back();
    if (last == 'a' || last == 'o') return true;
    if (last != 'u') return false;
    const char before = word_.size() > 1 ? word_[word_.size() - 2] : '\0';
    return !is_vowel(before) && before != 'q';
  }

  std::size_t max_words_;
  std::string word_;
  std::vector<std::string> words_;
};

bool is_apostrophe(UChar32 c) {
  return c == '\'' || c == 0x2019 || c == 0x02BC;
}

void add(WordBuilder& words, UChar32 c, bool letter_follows) {
  if (c < 0x80) {
    if (c >= 'A' && c <= 'Z') return words.letter(static_cast<char>(c + 32));
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) return words.letter(static_cast<char>(c));
    if (is_apostrophe(c) && words.in_word() && letter_follows) return;
    return words.end();
  }
  if (const auto spelled = spelled_out(c); !spelled.empty()) {
    for (char part : spelled) words.letter(part);
  } else if (u_isalnum(c)) {
    words.letter(c);
  } else if (u_charType(c) == U_NON_SPACING_MARK || u_charType(c) == U_FORMAT_CHAR) {
    return;  // the accent of the letter before, a soft hyphen
  } else if (u_charType(c) == U_COMBINING_SPACING_MARK) {
    words.letter(c);
  } else if (!(is_apostrophe(c) && words.in_word() && letter_follows)) {
    words.end();
  }
}

// Case and compatibility folded, then taken apart so that accents stand alone.
std::u16string folded_apart(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  std::u16string wide(text.size(), u'\0');
  std::int32_t size = 0;
  u_strFromUTF8WithSub(wide.data(), wide.size(), &size, text.data(), text.size(), 0xFFFD, nullptr,
                       &status);
  wide.resize(size);
  for (const auto* form :
       {unorm2_getNFKCCasefoldInstance(&status), unorm2_getNFDInstance(&status)}) {
    std::u16string next(wide.size() * 2 + 32, u'\0');
    size = unorm2_normalize(form, wide.data(), wide.size(), next.data(), next.size(), &status);
    if (status == U_BUFFER_OVERFLOW_ERROR) {
      status = U_ZERO_ERROR;
      next.resize(size);
      size = unorm2_normalize(form, wide.data(), wide.size(), next.data(), next.size(), &status);
    }
    if (U_FAILURE(status)) return {};
    next.resize(size);
    wide = std::move(next);
  }
  return wide;
}

void add_ascii(WordBuilder& words, std::string_view text) {
  for (std::size_t at = 0; at < text.size() && !words.full(); ++at) {
    const unsigned char next = at + 1 < text.size() ? text[at + 1] : 0;
    add(words, static_cast<unsigned char>(text[at]), u_isalnum(next));
  }
}

void add_unicode(WordBuilder& words, std::string_view text) {
  const std::u16string wide = folded_apart(text);
  const auto size = static_cast<std::int32_t>(wide.size());
  for (std::int32_t at = 0; at < size && !words.full();) {
    UChar32 c, following = 0;
    U16_NEXT(wide.data(), at, size, c);
    if (at < size) U16_GET(wide.data(), 0, at, size, following);
    add(words, c, u_isalnum(following));
  }
}

// Stems fold umlauts as canonical words do, so stemming the canonical word gives the same.
std::string stem(const std::string& word) {
  struct Delete {
    void operator()(sb_stemmer* s) const { sb_stemmer_delete(s); }
  };
  thread_local const std::unique_ptr<sb_stemmer, Delete> german(sb_stemmer_new("german", "UTF_8"));
  if (!german) return word;
  const auto* bytes = reinterpret_cast<const sb_symbol*>(word.data());
  const auto* result = sb_stemmer_stem(german.get(), bytes, static_cast<int>(word.size()));
  return {reinterpret_cast<const char*>(result),
          static_cast<std::size_t>(sb_stemmer_length(german.get()))};
}

bool has_letter(std::string_view word) {
  return std::ranges::any_of(word, [](unsigned char c) { return c > '9'; });
}

bool ends_inside_word(std::string_view text) {
  const auto at = static_cast<std::int32_t>(text.size());
  if (at == 0) return false;
  std::size_t lead = text.size() - 1;
  while (lead > 0 && U8_IS_TRAIL(text[lead])) --lead;
  UChar32 c;
  std::size_t next = lead;
  U8_NEXT_OR_FFFD(reinterpret_cast<const std::uint8_t*>(text.data()), next, text.size(), c);
  return u_isalnum(c) || u_charType(c) == U_NON_SPACING_MARK;
}

}  // namespace

std::vector<std::string> canonical_words(std::string_view text, std::size_t max_words) {
  text = text.substr(0, kMaxText);
  WordBuilder words(max_words);
  if (is_ascii(text))
    add_ascii(words, text);
  else
    add_unicode(words, text);
  return words.take();
}

std::string search_words(std::string_view text) {
  std::string out;
  const auto words = canonical_words(text);
  std::unordered_set<std::string_view> seen;
  seen.reserve(words.size());
  for (const auto& word : words) {
    if (!seen.insert(word).second) continue;
    if (!out.empty()) out += ' ';
    out += word;
    if (!has_letter(word)) continue;
    const std::string root = stem(word);
    if (root == word) continue;
    out += ' ';
    out += kStemMark;
    out += root;
  }
  return out;
}

std::vector<QueryWord> query_words(std::string_view text) {
  std::vector<QueryWord> query;
  for (auto& word : canonical_words(text, kMaxQueryWords)) {
    const std::string root = has_letter(word) ? stem(word) : word;
    QueryWord asked{std::move(word), {std::string(kStemMark) + root}, false};
    if (root != asked.word) asked.others.push_back(root);
    query.push_back(std::move(asked));
  }
  if (!query.empty()) query.back().typing = ends_inside_word(text);
  return query;
}

}  // namespace kontor
