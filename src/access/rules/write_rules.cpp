#include <set>

#include "access/rules/block.h"
#include "access/rules/block_text.h"
#include "access/rules/names.h"
#include "access/rules/text.h"
#include "access/rules/words.h"
#include "access/rules/yaml_text.h"
#include "expr/parse.h"

namespace kontor::access {
namespace {

using schema::Language;

class Writer {
 public:
  Writer(Language language, const schema::Catalogue& catalogue)
      : language_(language), catalogue_(catalogue) {}

  void write(const Rule& rule) {
    const schema::Object& object = object_of(rule, catalogue_);
    out_ += "- ";
    out_.append(said(kind_key(rule.kind), language_)).append(": ").append(yaml_scalar(rule.name));
    out_ += '\n';
    line(Key::objects, objects(rule));
    if (!rule.audience.empty())
      line(Key::audience, list(rule.audience, [&](const Audience& who) { return audience(who); }));
    if (!rule.actions.empty()) line(actions_key(rule.kind), actions(rule));
    const bool fields_first = rule.kind == RuleKind::cap;
    if (fields_first) line(Key::fields, fields(rule, object));
    if (rule.when) line(condition_key(rule.kind), yaml_scalar(condition(rule, object)));
    if (!fields_first && !rule.fields.empty()) line(Key::fields, fields(rule, object));
    if (rule.log) line(Key::log, std::string(said_yes(language_)));
    if (rule.from || rule.until) line(Key::valid, valid(rule));
    if (!rule.because.empty()) line(Key::because, yaml_scalar(rule.because));
  }

  std::string take() { return std::move(out_); }

 private:
  static Key kind_key(RuleKind kind) {
    switch (kind) {
      case RuleKind::allow:
        return Key::allow;
      case RuleKind::limit:
        return Key::limit;
      case RuleKind::forbid:
        return Key::forbid;
      case RuleKind::cap:
        return Key::cap;
      case RuleKind::masks:
        return Key::masks;
    }
    return Key::allow;
  }
  static Key actions_key(RuleKind kind) {
    if (kind == RuleKind::limit) return Key::at;
    return kind == RuleKind::forbid ? Key::may_never : Key::may;
  }
  static Key condition_key(RuleKind kind) {
    if (kind == RuleKind::limit) return Key::only_when;
    return kind == RuleKind::cap ? Key::unless : Key::when;
  }

  void line(Key key, const std::string& value) {
    out_.append("  ").append(said(key, language_)).append(": ").append(value) += '\n';
  }

  // One thing alone, several in brackets.
  template <class Things, class Say>
  static std::string list(const Things& things, Say say) {
    if (things.size() == 1) return yaml_scalar(say(things.front()));
    std::string out = "[";
    for (const auto& thing : things) {
      if (out.size() > 1) out += ", ";
      out += yaml_scalar(say(thing), true);
    }
    return out + ']';
  }

  std::string objects(const Rule& rule) const {
    if (rule.objects.empty()) return std::string(said_all(language_));
    return list(rule.objects, [&](const std::string& name) {
      const schema::Object* object = catalogue_.object(name);
      return object ? said_object(*object, catalogue_, language_) : name;
    });
  }

  std::string audience(const Audience& who) const {
    std::string out(said(who.kind, language_));
    if (who.name.empty()) return out;
    if (who.kind == Audience::Kind::head)
      return out.append(" ")
          .append(said_of(language_))
          .append(" ")
          .append(said_unit_kind(who.name, language_));
    return out.append(" ").append(who.name);
  }

  std::string actions(const Rule& rule) const {
    std::string out = "[";
    for (const query::Action action : rule.actions)
      out.append(out.size() > 1 ? ", " : "").append(said(action, language_));
    return out + ']';
  }

  std::string condition(const Rule& rule, const schema::Object& object) const {
    if (language_ == Language::en) return expr::render(rule.when);
    return expr::render_surface(rule.when, language_, catalogue_, object);
  }

  std::string fields(const Rule& rule, const schema::Object& object) const {
    std::string out = "{";
    for (const FieldMode& field : rule.fields) {
      const std::string name = field.field_class ? std::string(said(*field.field_class, language_))
                                                 : said_field(field.field, object, language_);
      out.append(out.size() > 1 ? ", " : "").append(yaml_scalar(name, true)).append(": ");
      out += rule.kind == RuleKind::masks ? yaml_scalar(said(field.style, language_), true)
                                          : std::string(said(field.mode, language_));
    }
    return out + '}';
  }

  std::string valid(const Rule& rule) const {
    std::string out = "{";
    if (rule.from)
      out.append(said(Key::from, language_)).append(": ").append(to_string(*rule.from));
    if (rule.from && rule.until) out += ", ";
    if (rule.until)
      out.append(said(Key::until, language_)).append(": ").append(to_string(*rule.until));
    return out + '}';
  }

  Language language_;
  const schema::Catalogue& catalogue_;
  std::string out_;
};

}  // namespace

std::string write_rules(const std::vector<Rule>& rules, Language language,
                        const schema::Catalogue& catalogue) {
  std::string text;
  std::set<std::string> blocks;
  for (const Rule& rule : rules) {
    if (!rule.block) {
      Writer writer(language, catalogue);
      writer.write(rule);
      text += writer.take();
    } else if (blocks.insert(rule.block->name).second) {
      text += write_block(*rule.block, language, catalogue);
    }
  }
  return text;
}

}  // namespace kontor::access
