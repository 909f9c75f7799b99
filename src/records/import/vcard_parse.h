// One vCard of version 2.1, 3.0 (RFC 2426) or 4.0 (RFC 6350), as real clients write them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace kontor::importing {

struct VcardProperty {
  std::string group;               // "item1" of item1.TEL
  std::string name;                // capitals
  std::vector<std::string> types;  // small letters: work, cell, pref ...
  std::string value;               // UTF-8, still with backslashes
  bool binary = false;             // base64 data; the value is empty

  bool has_type(std::string_view type) const;
};

struct Vcard {
  std::vector<VcardProperty> properties;
  std::size_t size = 0;      // bytes up to behind its END line
  bool ended = false;        // it has an END
  int unreadable_lines = 0;  // lines that are no property
};

// The card that begins at the start of `text` (its BEGIN line). `encoding` is that of the file and
// counts where a property does not name its own; undecodable bytes are read as Windows-1252.
Vcard parse_vcard(std::string_view text, std::string_view encoding);

// Where the next card begins, or npos.
std::size_t find_vcard(std::string_view text);

// "a\,b\nc" as "a,b" and "c" in two lines.
std::string unescape_vcard(std::string_view value);
// The parts between unescaped separators, unescaped.
std::vector<std::string> split_vcard(std::string_view value, char separator);

}  // namespace kontor::importing
