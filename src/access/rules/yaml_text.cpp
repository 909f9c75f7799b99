#include "access/rules/yaml_text.h"

namespace kontor::access {
namespace {

bool is_plain_start(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
}

// A scalar that YAML reads as it stands. `inside`: within [ ] or { }.
bool is_plain(std::string_view text, bool inside) {
  if (text.empty() || !is_plain_start(text.front()) || text.back() == ' ' || text.back() == ':')
    return false;
  if (text.find(": ") != std::string_view::npos || text.find(" #") != std::string_view::npos ||
      text.find_first_of("\n\t") != std::string_view::npos)
    return false;
  if (inside && text.find_first_of(",[]{}:\"'") != std::string_view::npos) return false;
  return text != "null" && text != "Null" && text != "NULL";
}

}  // namespace

std::string yaml_scalar(std::string_view text, bool inside) {
  if (is_plain(text, inside)) return std::string(text);
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (c == '\n')
      out += "\\n";
    else if (c == '\t')
      out += "\\t";
    else
      out += c;
  }
  return out + '"';
}

}  // namespace kontor::access
