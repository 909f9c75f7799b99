#include "records/import/header_names.h"

#include <algorithm>
#include <array>

#include "base/embedded.h"
#include "base/search_text.h"
#include "base/text.h"

namespace kontor::embedded {
std::span<const EmbeddedFile> import_names();
}

namespace kontor::importing {
namespace {

struct LabelWord {
  std::string_view word;  // canonical
  std::string_view label;
};
constexpr LabelWord kLabelWords[] = {
    {"geschaftlich", "work"},  {"gesch", "work"},       {"dienstlich", "work"},
    {"beruflich", "work"},     {"buro", "work"},        {"business", "work"},
    {"work", "work"},          {"office", "work"},      {"arbeit", "work"},
    {"privat", "private"},     {"private", "private"},  {"home", "private"},
    {"personlich", "private"}, {"personal", "private"}, {"priv", "private"},
    {"zuhause", "private"},    {"mobil", "mobile"},     {"mobile", "mobile"},
    {"handy", "mobile"},       {"cell", "mobile"},      {"fax", "fax"},
    {"telefax", "fax"},        {"haupt", "main"},       {"main", "main"},
    {"primary", "main"},       {"zentrale", "main"},    {"other", "other"},
    {"weitere", "other"},      {"weiterer", "other"},   {"weiteres", "other"},
    {"sonstige", "other"},     {"secondary", "other"}};

// "Phone 1 - Value"; canonical words have no e behind the u.
constexpr std::string_view kValue = "valu";

std::string_view label_of(std::string_view word) {
  const auto* found = std::ranges::find(kLabelWords, word, &LabelWord::word);
  return found == std::end(kLabelWords) ? std::string_view() : found->label;
}

bool is_number(std::string_view word) {
  return word.find_first_not_of("0123456789") == std::string_view::npos;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  while (true) {
    const auto end = text.find(separator);
    if (const auto part = trim(text.substr(0, end)); !part.empty()) parts.push_back(part);
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

std::string plain_key(std::string_view name) {
  std::string key;
  for (const auto& word : canonical_words(name))
    if (!is_number(word)) key += word;
  return key;
}

using Names = std::unordered_map<std::string, std::vector<KnownName>>;

void read_line(std::string_view line, Names& names) {
  if (line.empty() || line.front() == '#') return;
  const auto equals = line.find('=');
  if (equals == std::string_view::npos) return;
  auto left = trim(line.substr(0, equals));
  KnownName known;
  if (const auto bracket = left.find('['); bracket != std::string_view::npos) {
    known.label = left.substr(bracket + 1, left.find(']') - bracket - 1);
    left = left.substr(0, bracket);
  }
  for (auto path : split(left, ',')) known.paths.emplace_back(path);
  for (auto name : split(line.substr(equals + 1), ';')) names[plain_key(name)].push_back(known);
}

Names read_table() {
  Names names;
  for (const auto& file : embedded::import_names())
    for (auto line : split(file.bytes, '\n')) read_line(line, names);
  return names;
}

}  // namespace

std::string HeaderName::key() const {
  std::string key;
  for (const auto& word : words) key += word;
  return key;
}

HeaderName read_header_name(std::string_view name) {
  HeaderName header;
  for (auto& word : canonical_words(name, 12)) {
    if (is_number(word)) {
      header.number = word;
    } else if (const auto label = label_of(word); !label.empty()) {
      if (header.label.empty() || label == "fax" || (label == "mobile" && header.label != "fax"))
        header.label = label;
    } else if (word == kValue) {
      continue;
    } else {
      header.words.push_back(std::move(word));
    }
  }
  // Google and Outlook put the kind of a value in a column beside it.
  constexpr std::array<std::string_view, 4> kKinds = {"type", "typ", "label", "art"};
  if (header.words.size() > 1 && std::ranges::find(kKinds, header.words.back()) != kKinds.end()) {
    header.is_label_column = true;
    header.words.pop_back();
  }
  return header;
}

const Names& known_names() {
  static const Names names = read_table();
  return names;
}

}  // namespace kontor::importing
