#include "records/import/vcard_parse.h"

#include <algorithm>
#include <cctype>

#include "base/text.h"
#include "records/import/encoding.h"

namespace kontor::importing {
namespace {

constexpr std::size_t kMaxValue = 64 << 10;
constexpr std::size_t kMaxProperties = 2000;

std::string upper(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return out;
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return out;
}

// One line of the file without its end.
std::string_view take_line(std::string_view text, std::size_t& at) {
  const std::size_t begin = at;
  const auto end = text.find_first_of("\r\n", at);
  if (end == std::string_view::npos) {
    at = text.size();
    return text.substr(begin);
  }
  at = end + 1;
  if (text[end] == '\r' && at < text.size() && text[at] == '\n') ++at;
  return text.substr(begin, end - begin);
}

bool is_line(std::string_view line, std::string_view what) {
  return upper(trim(line)) == what;
}

struct Head {
  VcardProperty property;
  std::string encoding;  // "QUOTED-PRINTABLE", "BASE64", "B" or empty
  std::string charset;
};

std::string_view unquoted(std::string_view text) {
  if (text.size() >= 2 && text.front() == '"' && text.back() == '"')
    return text.substr(1, text.size() - 2);
  return text;
}

void add_types(std::vector<std::string>& types, std::string_view values) {
  values = unquoted(values);
  while (true) {
    const auto comma = values.find(',');
    if (const auto type = trim(unquoted(values.substr(0, comma))); !type.empty())
      types.push_back(lower(type));
    if (comma == std::string_view::npos) return;
    values.remove_prefix(comma + 1);
  }
}

void read_parameter(std::string_view text, Head& head) {
  const auto equals = text.find('=');
  const std::string name = upper(trim(text.substr(0, equals)));
  if (equals == std::string_view::npos) {  // version 2.1 leaves the names of parameters out
    if (name == "QUOTED-PRINTABLE" || name == "BASE64")
      head.encoding = name;
    else
      add_types(head.property.types, name);
    return;
  }
  const auto value = text.substr(equals + 1);
  if (name == "ENCODING") head.encoding = upper(unquoted(trim(value)));
  if (name == "CHARSET") head.charset = lower(unquoted(trim(value)));
  if (name == "TYPE") add_types(head.property.types, value);
  if (name == "PREF") head.property.types.emplace_back("pref");
}

// "item1.TEL;TYPE=work" of a property; false if it is none.
bool read_head(std::string_view text, Head& head) {
  std::size_t begin = 0;
  bool quoted = false, first = true;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    if (i < text.size() && text[i] == '"') quoted = !quoted;
    if (i < text.size() && (text[i] != ';' || quoted)) continue;
    const auto part = text.substr(begin, i - begin);
    begin = i + 1;
    if (!first) {
      read_parameter(part, head);
      continue;
    }
    first = false;
    const auto dot = part.rfind('.');
    if (dot != std::string_view::npos) head.property.group = lower(part.substr(0, dot));
    head.property.name = upper(trim(dot == std::string_view::npos ? part : part.substr(dot + 1)));
  }
  const auto& name = head.property.name;
  return !name.empty() && name.size() < 64 && std::ranges::all_of(name, [](unsigned char c) {
    return std::isalnum(c) || c == '-' || c == '_';
  });
}

// The colon that ends the head: the first outside quotes.
std::size_t find_colon(std::string_view line) {
  bool quoted = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '"') quoted = !quoted;
    if (line[i] == ':' && !quoted) return i;
  }
  return line.find(':');  // a quote that never ends
}

int hex(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const int letter = std::tolower(static_cast<unsigned char>(c));
  return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
}

// RFC 2045 6.7; what is no escape stays as it is.
std::string decode_quoted_printable(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '=' && i + 2 < text.size() && hex(text[i + 1]) >= 0 && hex(text[i + 2]) >= 0) {
      out += static_cast<char>(hex(text[i + 1]) * 16 + hex(text[i + 2]));
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

// `named` is the property's own charset, empty if it has none.
std::string to_utf8(std::string_view bytes, std::string_view named, std::string_view of_file) {
  bool broken = false;
  const std::string_view charset = named.empty() ? of_file : named;
  const bool known = std::ranges::find(known_encodings(), charset) != known_encodings().end();
  if (known && charset != "utf-8" && !charset.starts_with("utf-16"))
    return CellDecoder(charset).decode(bytes, broken);
  if (is_utf8(bytes) || named == "utf-8") return storable(bytes);
  return CellDecoder("windows-1252").decode(bytes, broken);
}

class CardParser {
 public:
  CardParser(std::string_view text, std::string_view encoding) : text_(text), encoding_(encoding) {}

  Vcard run() {
    take_line(text_, at_);  // BEGIN:VCARD
    int depth = 1;
    while (at_ < text_.size() && depth > 0) {
      const std::size_t begin = at_;
      const auto line = take_line(text_, at_);
      if (is_line(line, "BEGIN:VCARD")) {
        // A new card in the middle of one: the first has lost its end, unless it is nested (AGENT).
        if (!nested_) {
          at_ = begin;
          break;
        }
        ++depth;
      } else if (is_line(line, "END:VCARD")) {
        if (--depth == 0) card_.ended = true;
        nested_ = depth > 1;
      } else if (depth == 1) {
        property(line);
      }
    }
    card_.size = at_;
    return std::move(card_);
  }

 private:
  void property(std::string_view first) {
    std::string line(first);
    unfold(line);
    if (trim(line).empty()) return;
    Head head;
    const auto colon = find_colon(line);
    if (colon == std::string_view::npos ||
        !read_head(std::string_view(line).substr(0, colon), head)) {
      ++card_.unreadable_lines;
      return;
    }
    if (head.property.name == "AGENT") nested_ = true;
    if (card_.properties.size() < kMaxProperties) {
      decode(std::move(head), line.substr(colon + 1));
    }
  }

  // Lines that begin with a blank belong to the one before.
  void unfold(std::string& line) {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t')) {
      ++at_;
      line += take_line(text_, at_);
    }
  }

  void decode(Head head, std::string raw) {
    auto& property = head.property;
    if (head.encoding == "BASE64" || head.encoding == "B" || trim(raw).starts_with("data:")) {
      property.binary = true;
    } else if (head.encoding == "QUOTED-PRINTABLE") {
      while (raw.ends_with('=') && at_ < text_.size()) {
        raw.pop_back();
        raw += take_line(text_, at_);
      }
      if (raw.ends_with('=')) raw.pop_back();
      raw = decode_quoted_printable(raw);
    }
    if (!property.binary) {
      if (raw.size() > kMaxValue) raw.resize(kMaxValue);
      property.value = to_utf8(raw, head.charset, encoding_);
    }
    card_.properties.push_back(std::move(property));
  }

  std::string_view text_;
  std::string_view encoding_;
  std::size_t at_ = 0;
  bool nested_ = false;
  Vcard card_;
};

}  // namespace

bool VcardProperty::has_type(std::string_view type) const {
  return std::ranges::find(types, type) != types.end();
}

Vcard parse_vcard(std::string_view text, std::string_view encoding) {
  return CardParser(text, encoding).run();
}

std::size_t find_vcard(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    if (is_line(take_line(text, at).substr(0, 64), "BEGIN:VCARD")) return begin;
  }
  return std::string_view::npos;
}

std::string unescape_vcard(std::string_view value) {
  std::string out;
  for (std::size_t i = 0; i < value.size(); ++i) {
    if (value[i] != '\\' || i + 1 == value.size()) {
      if (value[i] != '\r') out += value[i];
      continue;
    }
    const char c = value[++i];
    if (c == 'n' || c == 'N')
      out += '\n';
    else if (c == ',' || c == ';' || c == '\\' || c == ':' || c == '"')
      out += c;
    else
      (out += '\\') += c;
  }
  return out;
}

std::vector<std::string> split_vcard(std::string_view value, char separator) {
  std::vector<std::string> parts;
  std::size_t begin = 0;
  for (std::size_t i = 0; i <= value.size(); ++i) {
    if (i < value.size() && value[i] == '\\') {
      ++i;
    } else if (i == value.size() || value[i] == separator) {
      parts.push_back(unescape_vcard(value.substr(begin, i - begin)));
      begin = i + 1;
    }
  }
  return parts;
}

}  // namespace kontor::importing
