#include <algorithm>
#include <set>

#include "access/rules/block.h"
#include "access/rules/block_text.h"
#include "access/rules/names.h"
#include "access/rules/text.h"
#include "access/rules/words.h"
#include "base/text.h"
#include "expr/parse.h"
#include "schema/kit/yaml.h"

namespace kontor::access {
namespace {

using schema::Language;
using schema::YamlEntry;
using schema::YamlNode;
using Kind = schema::YamlNode::Kind;

constexpr std::size_t kMaxName = 100;  // bytes

Failure rule_error(const YamlNode& node, std::string key, std::vector<ErrorParam> params = {}) {
  Error error{Code::invalid, std::move(key), std::move(params)};
  error.position = static_cast<std::int64_t>(node.position);
  return Failure(std::move(error));
}

// A scalar alone, or the items of a list; anything else is refused.
Result<std::vector<const YamlNode*>> scalars(const YamlNode& node, std::string_view key) {
  std::vector<const YamlNode*> all;
  if (node.kind == Kind::scalar) all.push_back(&node);
  if (node.kind == Kind::list)
    for (const YamlNode& item : node.items) all.push_back(&item);
  const bool plain =
      std::ranges::all_of(all, [](const YamlNode* item) { return item->kind == Kind::scalar; });
  if (all.empty() || !plain)
    return rule_error(node, "rule.wrong_kind", {{"name", std::string(key)}});
  return all;
}

std::optional<RuleKind> kind_of(Key key) {
  switch (key) {
    case Key::allow:
      return RuleKind::allow;
    case Key::limit:
      return RuleKind::limit;
    case Key::forbid:
      return RuleKind::forbid;
    case Key::cap:
      return RuleKind::cap;
    case Key::masks:
      return RuleKind::masks;
    default:
      return std::nullopt;
  }
}

// What a rule of the kind may and must say.
struct Shape {
  std::vector<Key> allowed, needed;
};

Shape shape_of(RuleKind kind) {
  switch (kind) {
    case RuleKind::allow:
      return {{Key::objects, Key::audience, Key::may, Key::when, Key::fields, Key::log, Key::valid,
               Key::because},
              {Key::objects, Key::audience, Key::may}};
    case RuleKind::limit:
      return {{Key::objects, Key::audience, Key::at, Key::only_when, Key::valid, Key::because},
              {Key::objects, Key::audience, Key::only_when}};
    case RuleKind::forbid:
      return {{Key::objects, Key::audience, Key::may_never, Key::when, Key::valid, Key::because},
              {Key::objects, Key::audience, Key::may_never}};
    case RuleKind::cap:
      return {{Key::objects, Key::audience, Key::fields, Key::unless, Key::valid, Key::because},
              {Key::objects, Key::audience, Key::fields}};
    case RuleKind::masks:
      return {{Key::objects, Key::fields, Key::because}, {Key::objects, Key::fields}};
  }
  return {};
}

class RuleReader {
 public:
  RuleReader(const YamlNode& node, const schema::Catalogue& catalogue)
      : node_(node), catalogue_(catalogue) {}

  Result<Rule> read() {
    TRY(read_kind());
    const Shape shape = shape_of(rule_.kind);
    std::vector<Key> seen;
    for (std::size_t i = 1; i < node_.entries.size(); ++i) {
      const YamlEntry& entry = node_.entries[i];
      const auto key = meaning<Key>(entry.key, language_);
      if (!key || std::ranges::find(shape.allowed, *key) == shape.allowed.end())
        return rule_error(entry.value, "rule.unknown_key", {{"name", entry.key}});
      seen.push_back(*key);
    }
    for (const Key key : shape.needed)
      if (std::ranges::find(seen, key) == seen.end())
        return rule_error(node_, "rule.missing", {{"name", std::string(said(key, language_))}});
    // Objects first: the names in conditions and field modes are theirs.
    TRY(read_objects(*node_.find(said(Key::objects, language_))));
    for (std::size_t i = 1; i < node_.entries.size(); ++i)
      TRY(read_value(*meaning<Key>(node_.entries[i].key, language_), node_.entries[i].value));
    return std::move(rule_);
  }

  const std::string& name() const { return rule_.name; }

 private:
  Result<void> read_kind() {
    if (node_.kind != Kind::mapping || node_.entries.empty())
      return rule_error(node_, "rule.no_kind");
    const YamlEntry& first = node_.entries.front();
    for (const Language language : {Language::en, Language::de}) {
      const auto key = meaning<Key>(first.key, language);
      const auto kind = key ? kind_of(*key) : std::nullopt;
      if (!kind) continue;
      language_ = language;
      rule_.kind = *kind;
      const bool good = first.value.kind == Kind::scalar && !trim(first.value.scalar).empty() &&
                        first.value.scalar.size() <= kMaxName;
      if (!good) return rule_error(first.value, "rule.name");
      rule_.name = first.value.scalar;
      return {};
    }
    return rule_error(node_, "rule.no_kind");
  }

  Result<void> read_value(Key key, const YamlNode& value) {
    switch (key) {
      case Key::audience:
        return read_audience(value);
      case Key::may:
      case Key::may_never:
      case Key::at:
        return read_actions(value, key);
      case Key::when:
      case Key::only_when:
      case Key::unless:
        return read_condition(value, key);
      case Key::fields:
        return read_fields(value);
      case Key::log:
        if (value.kind != Kind::scalar || value.scalar != said_yes(language_))
          return unknown_word(value, value.scalar, std::string(said_yes(language_)));
        rule_.log = true;
        return {};
      case Key::valid:
        return read_valid(value);
      case Key::because:
        if (value.kind != Kind::scalar) return wrong_kind(value, key);
        rule_.because = value.scalar;
        return {};
      default:
        return {};
    }
  }

  Failure wrong_kind(const YamlNode& node, Key key) const {
    return rule_error(node, "rule.wrong_kind", {{"name", std::string(said(key, language_))}});
  }
  Failure unknown_word(const YamlNode& node, const std::string& word, std::string allowed) const {
    return rule_error(node, "rule.unknown_word", {{"word", word}, {"allowed", std::move(allowed)}});
  }

  Result<void> read_objects(const YamlNode& value) {
    if (value.kind == Kind::scalar && value.scalar == said_all(language_)) return {};
    for (const YamlNode* item : TRY(scalars(value, said(Key::objects, language_)))) {
      const schema::Object* object = find_object(item->scalar, catalogue_, language_);
      if (!object) return rule_error(*item, "rule.unknown_object", {{"name", item->scalar}});
      if (std::ranges::find(rule_.objects, object->name) == rule_.objects.end())
        rule_.objects.push_back(object->name);
    }
    return {};
  }

  Result<void> read_audience(const YamlNode& value) {
    for (const YamlNode* item : TRY(scalars(value, said(Key::audience, language_))))
      rule_.audience.push_back(TRY(audience(*item)));
    return {};
  }

  Result<Audience> audience(const YamlNode& node) const {
    const std::string& text = node.scalar;
    const auto blank = text.find(' ');
    const auto kind = meaning<Audience::Kind>(text.substr(0, blank), language_);
    if (!kind) return unknown_word(node, text, all_words<Audience::Kind>(language_));
    std::string name(blank == std::string::npos ? "" : trim(text.substr(blank)));
    const bool is_named = *kind == Audience::Kind::role || *kind == Audience::Kind::team ||
                          *kind == Audience::Kind::organisation || *kind == Audience::Kind::key;
    if (*kind == Audience::Kind::head && !name.empty()) {
      const std::string of = std::string(said_of(language_)) + ' ';
      const auto of_kind = name.starts_with(of) ? unit_kind(name.substr(of.size()), language_) : "";
      if (of_kind.empty()) return unknown_word(node, text, all_words<Audience::Kind>(language_));
      name = of_kind;
    } else if (is_named == name.empty()) {
      return unknown_word(node, text, all_words<Audience::Kind>(language_));
    }
    return Audience{*kind, std::move(name)};
  }

  Result<void> read_actions(const YamlNode& value, Key key) {
    for (const YamlNode* item : TRY(scalars(value, said(key, language_)))) {
      const auto action = meaning<query::Action>(item->scalar, language_);
      if (!action) return unknown_word(*item, item->scalar, all_words<query::Action>(language_));
      if (std::ranges::find(rule_.actions, *action) == rule_.actions.end())
        rule_.actions.push_back(*action);
    }
    return {};
  }

  Result<void> read_condition(const YamlNode& value, Key key) {
    if (value.kind != Kind::scalar) return wrong_kind(value, key);
    const schema::Object& object = object_of(rule_, catalogue_);
    auto parsed = language_ == Language::en
                      ? expr::parse(value.scalar)
                      : expr::parse_surface(value.scalar, language_, catalogue_, object);
    if (!parsed) {
      Error error = std::move(parsed).error();
      error.position = std::max<std::int64_t>(error.position, 0) +
                       static_cast<std::int64_t>(value.position) + (value.quoted ? 1 : 0);
      return Failure(std::move(error));
    }
    rule_.when = *std::move(parsed);
    return {};
  }

  Result<void> read_fields(const YamlNode& value) {
    if (value.kind != Kind::mapping || value.entries.empty()) return wrong_kind(value, Key::fields);
    for (const YamlEntry& entry : value.entries) {
      FieldMode field;
      field.field_class = meaning<schema::FieldClass>(entry.key, language_);
      if (!field.field_class) field.field = TRY(field_name(entry));
      if (rule_.kind == RuleKind::masks) {
        const auto style = meaning<query::MaskStyle>(entry.value.scalar, language_);
        if (!style)
          return unknown_word(entry.value, entry.value.scalar,
                              all_words<query::MaskStyle>(language_));
        field.style = *style;
        rule_.fields.push_back(std::move(field));
        continue;
      }
      const auto mode = meaning<query::Mode>(entry.value.scalar, language_);
      if (!mode)
        return unknown_word(entry.value, entry.value.scalar, all_words<query::Mode>(language_));
      field.mode = *mode;
      rule_.fields.push_back(std::move(field));
    }
    return {};
  }

  // A field of any of the rule's objects.
  Result<std::string> field_name(const YamlEntry& entry) const {
    for (const schema::Object& object : catalogue_.objects()) {
      const bool meant = rule_.objects.empty() ||
                         std::ranges::find(rule_.objects, object.name) != rule_.objects.end();
      if (!meant) continue;
      if (const schema::Field* field = find_field(entry.key, object, language_)) return field->name;
    }
    return rule_error(entry.value, "rule.unknown_field", {{"name", entry.key}});
  }

  Result<void> read_valid(const YamlNode& value) {
    if (value.kind != Kind::mapping || value.entries.empty()) return wrong_kind(value, Key::valid);
    for (const YamlEntry& entry : value.entries) {
      const auto key = meaning<Key>(entry.key, language_);
      const auto date = parse_date(entry.value.scalar);
      if (!date || (key != Key::from && key != Key::until))
        return wrong_kind(entry.value, Key::valid);
      (key == Key::from ? rule_.from : rule_.until) = *date;
    }
    return {};
  }

  const YamlNode& node_;
  const schema::Catalogue& catalogue_;
  Language language_ = Language::en;
  Rule rule_;
};

// The rules a block stands for. Of one kind an object has one block.
Result<void> add_block(const YamlNode& item, const schema::Catalogue& catalogue,
                       std::vector<Rule>& rules, std::set<std::string>& names) {
  for (Rule& rule : TRY(read_block(item, catalogue))) {
    if (!names.insert(rule.name).second)
      return rule_error(item, "rule.same_name", {{"name", rule.name}});
    for (const Rule& other : rules)
      if (other.block && other.block->name != rule.block->name &&
          other.block->object == rule.block->object &&
          other.block->what.index() == rule.block->what.index())
        return rule_error(item, "rule.second_block", {{"name", other.block->name}});
    rules.push_back(std::move(rule));
  }
  return {};
}

}  // namespace

const schema::Object& object_of(const Rule& rule, const schema::Catalogue& catalogue) {
  if (!rule.objects.empty())
    if (const schema::Object* object = catalogue.object(rule.objects.front())) return *object;
  return catalogue.objects().front();
}

Result<std::vector<Rule>> read_rules(std::string_view text, const schema::Catalogue& catalogue) {
  if (trim(text).empty()) return std::vector<Rule>();
  return read_rules(TRY(schema::parse_yaml(text)), catalogue);
}

Result<std::vector<Rule>> read_rules(const YamlNode& root, const schema::Catalogue& catalogue) {
  if (root.kind == Kind::null) return std::vector<Rule>();
  if (root.kind != Kind::list) return rule_error(root, "rule.no_kind");
  if (root.items.size() > kMaxRules)
    return rule_error(root, "rule.too_many", {{"max", std::to_string(kMaxRules)}});
  std::vector<Rule> rules;
  std::set<std::string> names;
  for (const YamlNode& item : root.items) {
    if (is_block(item)) {
      TRY(add_block(item, catalogue, rules, names));
      continue;
    }
    RuleReader reader(item, catalogue);
    auto rule = reader.read();
    if (!rule) {
      Error error = std::move(rule).error();
      if (error.field.empty()) error.field = reader.name();
      return Failure(std::move(error));
    }
    if (!names.insert(rule->name).second)
      return rule_error(item, "rule.same_name", {{"name", rule->name}});
    rules.push_back(*std::move(rule));
  }
  return rules;
}

}  // namespace kontor::access
