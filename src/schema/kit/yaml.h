// YAML as kits may use it: mappings, lists and scalars of YAML 1.2's core schema, each knowing its
// line. Anchors, aliases, tags, several documents and repeated keys are refused, so that a file
// means what it shows and a small file stays small.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace kontor::schema {

struct YamlEntry;

struct YamlNode {
  enum class Kind { null, scalar, list, mapping };
  Kind kind = Kind::null;
  std::string scalar;
  bool quoted = false;  // a quoted scalar is text, whatever it looks like
  std::vector<YamlNode> items;
  std::vector<YamlEntry> entries;  // in the order of the file
  int line = 0;                    // from 1
  std::size_t position = 0;        // bytes from the start

  // The value of this key of a mapping, or nullptr.
  const YamlNode* find(std::string_view key) const;
};

struct YamlEntry {
  std::string key;
  YamlNode value;
};

inline constexpr std::size_t kMaxYamlBytes = 1 << 20;
inline constexpr int kMaxYamlDepth = 16;

// Errors are Code::invalid with the line among their parameters and the byte as their position:
// kit.too_large {max}, kit.syntax {line, reason}, kit.not_allowed {line, what}, kit.duplicate
// {line, name}.
[[nodiscard]] Result<YamlNode> parse_yaml(std::string_view text);

// Code::invalid, key "kit.<what>", said of the place of `node`; `params` come behind the line.
Failure kit_error(std::string what, const YamlNode& node, std::vector<ErrorParam> params = {},
                  std::string path = {});

}  // namespace kontor::schema
