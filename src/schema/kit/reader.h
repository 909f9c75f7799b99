// Reads values out of YAML nodes and says what is wrong with them, with line and path.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "schema/catalogue.h"
#include "schema/kit/yaml.h"
#include "schema/words.h"

namespace kontor::schema {

// A mapping with a fixed set of keys. Made by open(), which refuses any other key.
class YamlMap {
 public:
  // kit.wrong_kind or kit.unknown_key.
  static Result<YamlMap> open(const YamlNode& node, std::string path,
                              std::initializer_list<std::string_view> keys);

  // Null when the key is missing or its value empty.
  const YamlNode* find(std::string_view key) const;
  Result<const YamlNode*> need(std::string_view key) const;

  // These set `out` when the key is there and leave it alone otherwise.
  Result<void> read(std::string_view key, std::string& out) const;
  Result<void> read(std::string_view key, bool& out) const;
  Result<void> read(std::string_view key, int& out) const;
  Result<void> read(std::string_view key, std::vector<std::string>& out) const;
  Result<void> read(std::string_view key, Label& out) const;  // {de: ..., en: ...}, both needed
  template <class Enum>
  Result<void> read_word(std::string_view key, Enum& out) const {
    std::string word;
    TRY(read(key, word));
    if (word.empty()) return {};
    auto value = from_word<Enum>(word);
    if (!value) return bad_value(key, word, words<Enum>());
    out = *value;
    return {};
  }

  std::string path(std::string_view key) const { return path_ + "." + std::string(key); }
  const YamlNode& node() const { return node_; }
  Failure bad_value(std::string_view key, const std::string& value, std::string allowed) const;

 private:
  YamlMap(const YamlNode& node, std::string path) : node_(node), path_(std::move(path)) {}
  const YamlNode& node_;
  std::string path_;
};

Failure wrong_kind(const YamlNode& node, const std::string& path, std::string expected);

// The entries of a mapping whose keys are free; kit.wrong_kind if it is none.
Result<const std::vector<YamlEntry>*> entries_of(const YamlNode& node, const std::string& path);

}  // namespace kontor::schema
