// The table of known column names (header_names.txt), and names cut down to what matters.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace kontor::importing {

struct HeaderName {
  std::vector<std::string> words;  // canonical, without numbers and without words that are labels
  std::string label;               // what the label words said
  bool is_label_column = false;    // "Phone 1 - Type": its cells say the label of "Phone 1 - Value"
  std::string number;              // "1" of "Phone 1 - Type"
  std::string key() const;         // words in one piece
};
HeaderName read_header_name(std::string_view name);

struct KnownName {
  std::vector<std::string> paths;  // best first
  std::string label;
};
// By HeaderName::key(); several meanings of one name in the order of the table.
const std::unordered_map<std::string, std::vector<KnownName>>& known_names();

}  // namespace kontor::importing
