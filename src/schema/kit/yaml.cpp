#include "schema/kit/yaml.h"

#include <algorithm>
#include <optional>
#include <sstream>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

namespace kontor::schema {
namespace {

// Thrown out of yaml-cpp's parser, which knows no other way to stop; caught in parse_yaml().
struct Stop {
  Error error;
};

class TreeBuilder : public YAML::EventHandler {
 public:
  YamlNode take() { return std::move(root_); }

  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    refuse_anchor(mark, anchor);
    add(node(YamlNode::Kind::null, mark));
  }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override { refuse(mark, "alias"); }

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    refuse_anchor(mark, anchor);
    refuse_tag(mark, tag);
    YamlNode scalar = node(YamlNode::Kind::scalar, mark);
    scalar.scalar = value;
    scalar.quoted = tag == "!";
    if (!scalar.quoted && (value == "null" || value == "Null" || value == "NULL" || value == "~"))
      scalar.kind = YamlNode::Kind::null;
    add(std::move(scalar));
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    open(YamlNode::Kind::list, mark, tag, anchor);
  }
  void OnSequenceEnd() override { close(); }

  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    open(YamlNode::Kind::mapping, mark, tag, anchor);
  }
  void OnMapEnd() override { close(); }

 private:
  // A list or mapping that is not closed yet, and the key whose value comes next.
  struct Open {
    YamlNode node;
    std::optional<std::string> key;
  };

  static YamlNode node(YamlNode::Kind kind, const YAML::Mark& mark) {
    YamlNode made;
    made.kind = kind;
    made.line = mark.line + 1;
    made.position = static_cast<std::size_t>(std::max(mark.pos, 0));
    return made;
  }

  static void refuse(const YAML::Mark& mark, const char* what) {
    throw Stop{
        kit_error("not_allowed", node(YamlNode::Kind::null, mark), {{"what", what}}).error()};
  }
  static void refuse_anchor(const YAML::Mark& mark, YAML::anchor_t anchor) {
    if (anchor != YAML::NullAnchor) refuse(mark, "anchor");
  }
  static void refuse_tag(const YAML::Mark& mark, const std::string& tag) {
    if (!tag.empty() && tag != "?" && tag != "!") refuse(mark, "tag");
  }

  void open(YamlNode::Kind kind, const YAML::Mark& mark, const std::string& tag,
            YAML::anchor_t anchor) {
    refuse_anchor(mark, anchor);
    refuse_tag(mark, tag);
    if (stack_.size() >= kMaxYamlDepth) refuse(mark, "depth");
    stack_.push_back({node(kind, mark), {}});
  }

  void close() {
    YamlNode done = std::move(stack_.back().node);
    stack_.pop_back();
    add(std::move(done));
  }

  void add(YamlNode value) {
    if (stack_.empty()) {
      root_ = std::move(value);
      return;
    }
    Open& open = stack_.back();
    if (open.node.kind == YamlNode::Kind::list) {
      open.node.items.push_back(std::move(value));
    } else if (open.key) {
      open.node.entries.push_back({std::move(*open.key), std::move(value)});
      open.key.reset();
    } else {
      add_key(open, std::move(value));
    }
  }

  static void add_key(Open& open, YamlNode key) {
    if (key.kind != YamlNode::Kind::scalar)
      throw Stop{kit_error("not_allowed", key, {{"what", "key"}}).error()};
    if (open.node.find(key.scalar))
      throw Stop{kit_error("duplicate", key, {{"name", key.scalar}}).error()};
    open.key = std::move(key.scalar);
  }

  YamlNode root_;
  std::vector<Open> stack_;
};

YamlNode at_mark(const YAML::Mark& mark) {
  YamlNode node;
  node.line = mark.is_null() ? 1 : mark.line + 1;
  node.position = mark.is_null() ? 0 : static_cast<std::size_t>(mark.pos);
  return node;
}

}  // namespace

const YamlNode* YamlNode::find(std::string_view key) const {
  auto found = std::ranges::find(entries, key, &YamlEntry::key);
  return found == entries.end() ? nullptr : &found->value;
}

Result<YamlNode> parse_yaml(std::string_view text) {
  if (text.size() > kMaxYamlBytes)
    return kit_error("too_large", {}, {{"max", std::to_string(kMaxYamlBytes)}});
  try {
    std::istringstream stream{std::string(text)};
    YAML::Parser parser(stream);
    TreeBuilder builder;
    if (!parser.HandleNextDocument(builder)) return kit_error("syntax", {}, {{"reason", "empty"}});
    YamlNode root = builder.take();
    TreeBuilder rest;
    if (parser.HandleNextDocument(rest))
      return kit_error("not_allowed", rest.take(), {{"what", "document"}});
    return root;
  } catch (Stop& stop) {
    return Failure(std::move(stop.error));
  } catch (const YAML::Exception& error) {
    return kit_error("syntax", at_mark(error.mark), {{"reason", error.msg}});
  }
}

Failure kit_error(std::string what, const YamlNode& node, std::vector<ErrorParam> params,
                  std::string path) {
  params.insert(params.begin(), {"line", std::to_string(std::max(node.line, 1))});
  Error error{Code::invalid, "kit." + std::move(what), std::move(params), std::move(path)};
  error.position = static_cast<std::int64_t>(node.position);
  return Failure(std::move(error));
}

}  // namespace kontor::schema
