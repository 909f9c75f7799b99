#include "auth/detail/password_list.h"

#include <algorithm>
#include <string>
#include <vector>

#include "base/embedded.h"

namespace kontor::embedded {
std::span<const EmbeddedFile> password_list();
}  // namespace kontor::embedded

namespace kontor::auth {
namespace {

// The file is sorted by bytes.
std::vector<std::string_view> read_list() {
  std::vector<std::string_view> words;
  for (const EmbeddedFile& file : embedded::password_list()) {
    std::string_view rest = file.bytes;
    while (!rest.empty()) {
      const std::string_view line = rest.substr(0, rest.find('\n'));
      rest.remove_prefix(std::min(rest.size(), line.size() + 1));
      if (!line.empty() && !line.starts_with("# ")) words.push_back(line);
    }
  }
  return words;
}

bool is_listed(std::string_view word) {
  static const std::vector<std::string_view> kWords = read_list();
  return std::ranges::binary_search(kWords, word);
}

bool is_one_or_two(std::string_view text) {
  if (is_listed(text)) return true;
  for (std::size_t i = 1; i < text.size(); ++i)
    if (is_listed(text.substr(0, i)) && is_listed(text.substr(i))) return true;
  return false;
}

std::string letters_of(std::string_view text) {
  std::string letters;
  for (char c : text)
    if ((c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80) letters += c;
  return letters;
}

}  // namespace

bool is_well_known(std::string_view folded) {
  return is_one_or_two(folded) || is_one_or_two(letters_of(folded));
}

}  // namespace kontor::auth
