#include "schema/kit/reader.h"

#include <algorithm>
#include <charconv>

namespace kontor::schema {
namespace {

using Kind = YamlNode::Kind;

std::string last_name(const std::string& path) {
  auto dot = path.rfind('.');
  return dot == std::string::npos ? path : path.substr(dot + 1);
}

std::string joined(std::initializer_list<std::string_view> words) {
  std::string text;
  for (std::string_view word : words) text += (text.empty() ? "" : ", ") + std::string(word);
  return text;
}

Result<std::string> scalar(const YamlNode& node, const std::string& path) {
  if (node.kind != Kind::scalar) return wrong_kind(node, path, "text");
  return node.scalar;
}

}  // namespace

Result<YamlMap> YamlMap::open(const YamlNode& node, std::string path,
                              std::initializer_list<std::string_view> keys) {
  for (const YamlEntry& entry : *TRY(entries_of(node, path)))
    if (std::ranges::find(keys, entry.key) == keys.end())
      return kit_error("unknown_key", entry.value, {{"name", entry.key}, {"allowed", joined(keys)}},
                       path + "." + entry.key);
  return YamlMap(node, std::move(path));
}

const YamlNode* YamlMap::find(std::string_view key) const {
  const YamlNode* value = node_.find(key);
  return value && value->kind != Kind::null ? value : nullptr;
}

Result<const YamlNode*> YamlMap::need(std::string_view key) const {
  const YamlNode* value = find(key);
  if (!value) return kit_error("missing_key", node_, {{"name", std::string(key)}}, path(key));
  return value;
}

Result<void> YamlMap::read(std::string_view key, std::string& out) const {
  if (const YamlNode* value = find(key)) out = TRY(scalar(*value, path(key)));
  return {};
}

Result<void> YamlMap::read(std::string_view key, bool& out) const {
  const YamlNode* value = find(key);
  if (!value) return {};
  std::string word = TRY(scalar(*value, path(key)));
  if (value->quoted || (word != "true" && word != "false"))
    return bad_value(key, word, "true, false");
  out = word == "true";
  return {};
}

Result<void> YamlMap::read(std::string_view key, int& out) const {
  const YamlNode* value = find(key);
  if (!value) return {};
  std::string word = TRY(scalar(*value, path(key)));
  auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), out);
  if (value->quoted || error != std::errc() || end != word.data() + word.size())
    return wrong_kind(*value, path(key), "integer");
  return {};
}

Result<void> YamlMap::read(std::string_view key, std::vector<std::string>& out) const {
  const YamlNode* value = find(key);
  if (!value) return {};
  if (value->kind != Kind::list) return wrong_kind(*value, path(key), "list");
  out.clear();
  for (const YamlNode& item : value->items) out.push_back(TRY(scalar(item, path(key))));
  return {};
}

Result<void> YamlMap::read(std::string_view key, Label& out) const {
  const YamlNode* value = find(key);
  if (!value) return {};
  YamlMap label = TRY(YamlMap::open(*value, path(key), {"de", "en"}));
  TRY(label.need("de"));
  TRY(label.need("en"));
  TRY(label.read("de", out.de));
  return label.read("en", out.en);
}

Failure YamlMap::bad_value(std::string_view key, const std::string& value,
                           std::string allowed) const {
  return kit_error("bad_value", *find(key),
                   {{"name", std::string(key)}, {"value", value}, {"allowed", std::move(allowed)}},
                   path(key));
}

Failure wrong_kind(const YamlNode& node, const std::string& path, std::string expected) {
  return kit_error("wrong_kind", node,
                   {{"name", last_name(path)}, {"expected", std::move(expected)}}, path);
}

Result<const std::vector<YamlEntry>*> entries_of(const YamlNode& node, const std::string& path) {
  if (node.kind != Kind::mapping) return wrong_kind(node, path, "mapping");
  return &node.entries;
}

}  // namespace kontor::schema
