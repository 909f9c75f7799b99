#include "base/text.h"

#include <algorithm>
#include <cstdint>
#include <memory>
#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/ucol.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>
#include <unicode/utf8.h>
#include <vector>

namespace kontor {
namespace {

constexpr UChar32 kReplacement = 0xFFFD;
// Bumped whenever the layout of sort_key() changes.
constexpr std::string_view kSortKeyLayout = "1";
// How much of a text the collation key looks at; German needs 1 to 2 key bytes a letter.
constexpr std::size_t kCollatedBytes = 160;

void append(std::string& out, UChar32 c) {
  if (c < 0x80) {
    out += static_cast<char>(c);
    return;
  }
  char buffer[U8_MAX_LENGTH];
  int size = 0;
  U8_APPEND_UNSAFE(buffer, size, c);
  out.append(buffer, size);
}

// Decodes the code point at `at` and moves past it; a broken sequence reads as U+FFFD.
UChar32 next(std::string_view text, std::size_t& at) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  const std::size_t size = text.size();
  UChar32 c;
  U8_NEXT_OR_FFFD(bytes, at, size, c);
  return c;
}

bool is_blank(UChar32 c) {
  if (c < 0x80) return c == ' ' || (c >= '\t' && c <= '\r');
  return u_hasBinaryProperty(c, UCHAR_WHITE_SPACE) || c == 0x200B || c == 0xFEFF || c == 0x2060;
}

// Separators of the C0 and C1 sets carry nothing in a stored text; PostgreSQL refuses U+0000.
bool is_control(UChar32 c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0);
}

std::string to_nfc(std::string text) {
  if (is_ascii(text)) return text;
  UErrorCode status = U_ZERO_ERROR;
  const UNormalizer2* nfc = unorm2_getNFCInstance(&status);
  std::u16string wide(text.size(), u'\0');
  std::int32_t wide_size = 0;
  u_strFromUTF8(wide.data(), wide.size(), &wide_size, text.data(), text.size(), &status);
  if (U_FAILURE(status) || unorm2_quickCheck(nfc, wide.data(), wide_size, &status) == UNORM_YES)
    return text;
  std::u16string composed(wide_size * 3 + 1, u'\0');  // NFC never grows beyond three times
  const std::int32_t size =
      unorm2_normalize(nfc, wide.data(), wide_size, composed.data(), composed.size(), &status);
  std::string result(size * 3 + 1, '\0');
  std::int32_t result_size = 0;
  u_strToUTF8(result.data(), result.size(), &result_size, composed.data(), size, &status);
  if (U_FAILURE(status)) return text;
  result.resize(result_size);
  return result;
}

// One collator for each thread: ICU's are not safe to share while keys are being made.
UCollator* collator() {
  struct Close {
    void operator()(UCollator* c) const { ucol_close(c); }
  };
  thread_local const std::unique_ptr<UCollator, Close> german = [] {
    UErrorCode status = U_ZERO_ERROR;
    UCollator* c = ucol_open("de", &status);
    ucol_setAttribute(c, UCOL_STRENGTH, UCOL_SECONDARY, &status);
    ucol_setAttribute(c, UCOL_NORMALIZATION_MODE, UCOL_ON, &status);
    return std::unique_ptr<UCollator, Close>(c);
  }();
  return german.get();
}

// FNV-1a: stable across builds and machines, because it is stored.
std::uint64_t stable_hash(std::string_view bytes) {
  std::uint64_t hash = 14695981039346656037u;
  for (unsigned char byte : bytes) hash = (hash ^ byte) * 1099511628211u;
  return hash;
}

std::string collation_key(std::string_view valid) {
  char16_t wide[kCollatedBytes];
  std::int32_t wide_size = 0;
  UErrorCode status = U_ZERO_ERROR;
  u_strFromUTF8(wide, kCollatedBytes, &wide_size, valid.data(), valid.size(), &status);
  std::uint8_t key[kCollatedBytes * 8];
  std::int32_t size = ucol_getSortKey(collator(), wide, wide_size, key, sizeof key);
  size = std::min<std::int32_t>(size, sizeof key) - 1;  // ICU ends keys with a zero byte
  return std::string(reinterpret_cast<const char*>(key), std::max(size, 0));
}

}  // namespace

bool is_ascii(std::string_view text) {
  return std::ranges::all_of(text, [](unsigned char c) { return c < 0x80; });
}

bool is_utf8(std::string_view text) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  const std::size_t size = text.size();
  for (std::size_t at = 0; at < size;) {
    if (bytes[at] < 0x80) {
      ++at;
      continue;
    }
    UChar32 c;
    U8_NEXT(bytes, at, size, c);
    if (c < 0) return false;
  }
  return true;
}

std::string to_valid_utf8(std::string_view text) {
  if (is_utf8(text)) return std::string(text);
  std::string out;
  out.reserve(text.size() + 8);
  for (std::size_t at = 0; at < text.size();) append(out, next(text, at));
  return out;
}

std::string tidy_line(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  bool gap = false;
  for (std::size_t at = 0; at < text.size();) {
    const UChar32 c = next(text, at);
    if (is_blank(c)) {
      gap = !out.empty();
    } else if (!is_control(c)) {
      if (gap) out += ' ';
      gap = false;
      append(out, c);
    }
  }
  return to_nfc(std::move(out));
}

std::string tidy_text(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const UChar32 c = next(text, at);
    if (c == '\r') {
      if (at >= text.size() || text[at] != '\n') out += '\n';
    } else if (c == '\n' || c == '\t' || !is_control(c)) {
      append(out, c);
    }
  }
  out.resize(trim_end(out).size());
  return to_nfc(std::move(out));
}

std::string_view trim_end(std::string_view text) {
  while (!text.empty()) {
    std::size_t lead = text.size() - 1;
    while (lead > 0 && text.size() - lead < U8_MAX_LENGTH && U8_IS_TRAIL(text[lead])) --lead;
    std::size_t at = lead;
    if (!is_blank(next(text, at)) || at != text.size()) break;
    text = text.substr(0, lead);
  }
  return text;
}

std::string_view trim(std::string_view text) {
  text = trim_end(text);
  std::size_t begin = 0;
  for (std::size_t at = 0; at < text.size(); begin = at)
    if (!is_blank(next(text, at))) break;
  return text.substr(begin);
}

std::string fold_case(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const unsigned char c = text[at];
    if (c < 0x80) {
      out += static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
      ++at;
    } else {
      append(out, u_foldCase(next(text, at), U_FOLD_CASE_DEFAULT));
    }
  }
  return out;
}

std::string sort_key(std::string_view text) {
  const std::string folded = fold_case(text);
  const std::string_view head =
      folded.size() <= kCollatedBytes ? folded : truncate(folded, kCollatedBytes);
  std::string key = collation_key(head);
  constexpr std::size_t kHash = sizeof(std::uint64_t);
  if (key.size() + 1 + folded.size() + 1 <= kMaxSortKey) {
    key += '\0';
    key += folded;
    return key;
  }
  // Too long to repeat the text: its beginning and a hash of the whole, after a mark that no short
  // key carries, so that a long text never equals a short one.
  key.resize(std::min(key.size(), kMaxSortKey - kHash - 2));
  key += '\0';
  const std::size_t room = kMaxSortKey - kHash - 1 - key.size();
  key += std::string_view(folded).substr(0, room);
  key += '\xFF';
  const std::uint64_t hash = stable_hash(folded);
  for (int shift = 56; shift >= 0; shift -= 8) key += static_cast<char>(hash >> shift);
  return key;
}

std::string sort_key_version() {
  UVersionInfo version;
  ucol_getVersion(collator(), version);
  std::string text(kSortKeyLayout);
  for (auto part : version) text += '.' + std::to_string(part);
  return text;
}

std::string_view truncate(std::string_view text, std::size_t max_bytes) {
  if (text.size() <= max_bytes) return text;
  // The break is looked for in a window that ends a little behind the cut.
  std::size_t window = std::min(text.size(), max_bytes + 64);
  while (window < text.size() && U8_IS_TRAIL(text[window])) ++window;
  UErrorCode status = U_ZERO_ERROR;
  UText utf8 = UTEXT_INITIALIZER;
  utext_openUTF8(&utf8, text.data(), window, &status);
  UBreakIterator* graphemes = ubrk_open(UBRK_CHARACTER, "de", nullptr, 0, &status);
  ubrk_setUText(graphemes, &utf8, &status);
  std::int32_t cut = 0;
  if (U_SUCCESS(status)) {
    cut = max_bytes;
    while (cut > 0 && U8_IS_TRAIL(text[cut])) --cut;
    if (!ubrk_isBoundary(graphemes, cut)) cut = ubrk_preceding(graphemes, cut);
  }
  ubrk_close(graphemes);
  utext_close(&utf8);
  return text.substr(0, std::max(cut, 0));
}

std::size_t length(std::string_view text) {
  return std::ranges::count_if(text, [](char c) { return !U8_IS_TRAIL(c); });
}

}  // namespace kontor
