#include "access/rules/block_text.h"

#include <algorithm>

#include "access/rules/block_rules.h"
#include "access/rules/block_words.h"
#include "access/rules/names.h"
#include "access/rules/text.h"
#include "access/rules/words.h"
#include "access/rules/yaml_text.h"
#include "base/text.h"
#include "expr/parse.h"
#include "schema/kit/yaml.h"

namespace kontor::access {
namespace {

using schema::Language;
using schema::YamlEntry;
using schema::YamlNode;
using Node = schema::YamlNode::Kind;
using Word = BlockWord;

constexpr std::size_t kMaxName = 90;  // bytes; rules of steps add their number
constexpr int kMostDays = 1000;

Failure block_error(const YamlNode& node, std::string key, std::vector<ErrorParam> params = {}) {
  Error error{Code::invalid, std::move(key), std::move(params)};
  error.position = static_cast<std::int64_t>(node.position);
  return Failure(std::move(error));
}

Failure unknown_word(const YamlNode& node, std::string allowed) {
  return block_error(node, "rule.unknown_word",
                     {{"word", node.scalar}, {"allowed", std::move(allowed)}});
}

std::optional<std::pair<Word, Language>> kind_of(const YamlNode& node) {
  if (node.kind != Node::mapping || node.entries.empty()) return std::nullopt;
  for (const Language language : {Language::en, Language::de})
    for (const Word kind : {Word::escalation, Word::assignment, Word::approval})
      if (node.entries.front().key == said(kind, language)) return std::pair(kind, language);
  return std::nullopt;
}

YamlNode text_node(std::string text, const YamlNode& at) {
  YamlNode node;
  node.kind = Node::scalar;
  node.scalar = std::move(text);
  node.line = at.line;
  node.position = at.position;
  return node;
}

class BlockReader {
 public:
  BlockReader(const YamlNode& node, Word kind, Language language,
              const schema::Catalogue& catalogue)
      : node_(node), kind_(kind), language_(language), catalogue_(catalogue) {}

  Result<BlockPtr> read() {
    TRY(read_name());
    switch (kind_) {
      case Word::escalation:
        TRY(read_escalation());
        break;
      case Word::assignment:
        TRY(read_assignment());
        break;
      default:
        TRY(read_approval());
    }
    return std::make_shared<const Block>(std::move(block_));
  }

  const std::string& name() const { return block_.name; }

 private:
  std::string_view word(Word word) const { return said(word, language_); }
  std::string_view word(Key key) const { return said(key, language_); }
  const YamlNode* find(std::string_view key) const { return node_.find(key); }

  Failure missing(const YamlNode& in, std::string_view key) const {
    return block_error(in, "rule.missing", {{"name", std::string(key)}});
  }
  Failure wrong_kind(const YamlNode& node, std::string_view key) const {
    return block_error(node, "rule.wrong_kind", {{"name", std::string(key)}});
  }

  Result<void> only(const YamlNode& mapping, std::string_view key,
                    const std::vector<std::string_view>& allowed) const {
    if (mapping.kind != Node::mapping) return wrong_kind(mapping, key);
    for (const YamlEntry& entry : mapping.entries)
      if (std::ranges::find(allowed, entry.key) == allowed.end())
        return block_error(entry.value, "rule.unknown_key", {{"name", entry.key}});
    return {};
  }

  Result<const YamlNode*> scalar(std::string_view key) const {
    const YamlNode* found = find(key);
    if (!found) return missing(node_, key);
    if (found->kind != Node::scalar) return wrong_kind(*found, key);
    return found;
  }

  // A rule of this block's object, read from the parts of it that blocks share with rules: where
  // these are wrong is said as it would be of a rule.
  Result<Rule> piece(const YamlNode* may, const YamlNode* when, const YamlNode* fields) const {
    YamlNode rule;
    rule.kind = Node::mapping;
    rule.line = node_.line;
    rule.position = node_.position;
    rule.entries = {
        {std::string(word(Key::allow)), text_node(block_.name, node_)},
        {std::string(word(Key::objects)), *find(word(Key::objects))},
        {std::string(word(Key::audience)), text_node(std::string(said_all(language_)), node_)},
        {std::string(word(Key::may)),
         may ? *may : text_node(std::string(said(query::Action::see, language_)), node_)}};
    if (when) rule.entries.push_back({std::string(word(Key::when)), *when});
    if (fields) rule.entries.push_back({std::string(word(Key::fields)), *fields});
    YamlNode list;
    list.kind = Node::list;
    list.items = {std::move(rule)};
    return std::move(TRY(read_rules(list, catalogue_)).front());
  }

  Result<void> read_name() {
    const YamlNode& name = node_.entries.front().value;
    const bool good =
        name.kind == Node::scalar && !trim(name.scalar).empty() && name.scalar.size() <= kMaxName;
    if (!good) return block_error(name, "rule.name");
    block_.name = name.scalar;
    return {};
  }

  // What all kinds say: which records, and why.
  Result<void> read_common(std::vector<std::string_view> more) {
    more.insert(more.end(), {node_.entries.front().key, word(Key::objects), word(Key::when),
                             word(Key::because)});
    TRY(only(node_, node_.entries.front().key, more));
    TRY(scalar(word(Key::objects)));
    const Rule rule = TRY(piece(nullptr, find(word(Key::when)), nullptr));
    if (rule.objects.size() != 1) return wrong_kind(*find(word(Key::objects)), word(Key::objects));
    block_.object = rule.objects.front();
    block_.when = rule.when;
    if (find(word(Key::because))) block_.because = TRY(scalar(word(Key::because)))->scalar;
    return {};
  }

  const schema::Object& object() const { return *catalogue_.object(block_.object); }
  Failure not_kept() const {
    return block_error(*find(word(Key::objects)), "rule.not_kept", {{"object", block_.object}});
  }

  // --- Escalation

  std::string step_key(std::size_t number) const {
    return std::string(word(Word::step)) + ' ' + std::to_string(number);
  }

  Result<void> read_escalation() {
    std::vector<std::string> steps;
    while (find(step_key(steps.size() + 1))) steps.push_back(step_key(steps.size() + 1));
    std::vector<std::string_view> keys = {word(Word::starts), word(Word::ends),
                                          word(Word::calendar), word(Word::notify)};
    keys.insert(keys.end(), steps.begin(), steps.end());
    TRY(read_common(std::move(keys)));
    const auto kept = escalation_fields(object());
    if (!kept) return not_kept();
    if (steps.empty()) return block_error(node_, "rule.no_steps");
    Escalation escalation;
    for (const std::string& key : steps) {
      const YamlNode& node = *find(key);
      if (escalation.steps.size() == kept->steps.size())
        return block_error(node, "rule.too_many_steps",
                           {{"max", std::to_string(kept->steps.size())}});
      TRY(add_step(node, key, escalation));
    }
    TRY(read_start(escalation));
    TRY(read_end(escalation));
    TRY(read_calendar_and_notices(escalation));
    block_.what = std::move(escalation);
    return {};
  }

  Result<void> add_step(const YamlNode& node, std::string_view key, Escalation& escalation) {
    TRY(only(node, key, {word(Word::after), word(Word::to), word(Key::may), word(Key::fields)}));
    const YamlNode* may = node.find(word(Key::may));
    if (!may) return missing(node, word(Key::may));
    const Rule rule = TRY(piece(may, nullptr, node.find(word(Key::fields))));
    const int number = static_cast<int>(escalation.steps.size()) + 1;
    Escalation::Step step{.days = 2 * number, .supervisor = number};
    step.actions = rule.actions;
    step.fields = rule.fields;
    if (const YamlNode* after = node.find(word(Word::after))) {
      const auto days = read_days(after->scalar, language_);
      if (!days || !days->state.empty() || days->days < 1)
        return block_error(*after, "rule.wrong_days", {{"word", after->scalar}});
      step.days = days->days;
    }
    if (const YamlNode* to = node.find(word(Word::to))) {
      const auto level = read_supervisor(to->scalar, language_);
      if (!level) return unknown_word(*to, said_supervisor(1, language_));
      step.supervisor = *level;
    }
    if (!escalation.steps.empty() && step.days <= escalation.steps.back().days)
      return block_error(node, "rule.step_order");
    escalation.steps.push_back(std::move(step));
    return {};
  }

  Result<void> read_start(Escalation& escalation) const {
    if (!find(word(Word::starts))) return {};
    const YamlNode& node = *TRY(scalar(word(Word::starts)));
    if (node.scalar == word(Word::at_creation))
      escalation.start = Escalation::Start::creation;
    else if (node.scalar != word(Word::at_assignment))
      return unknown_word(node, std::string(word(Word::at_assignment)) + ", " +
                                    std::string(word(Word::at_creation)));
    return {};
  }

  Result<void> read_end(Escalation& escalation) const {
    const YamlNode* node = find(word(Word::ends));
    if (!node) return missing(node_, word(Word::ends));
    std::vector<const YamlNode*> parts;
    if (node->kind == Node::scalar) parts.push_back(node);
    if (node->kind == Node::list)
      for (const YamlNode& item : node->items) parts.push_back(&item);
    if (parts.empty()) return wrong_kind(*node, word(Word::ends));
    for (const YamlNode* part : parts) {
      if (part->kind != Node::scalar) return wrong_kind(*part, word(Word::ends));
      if (part->scalar == word(Word::next_action)) {
        escalation.next_action = true;
        continue;
      }
      if (escalation.ends) return wrong_kind(*part, word(Word::ends));
      escalation.ends = TRY(piece(nullptr, part, nullptr)).when;
    }
    return {};
  }

  Result<void> read_calendar_and_notices(Escalation& escalation) const {
    if (find(word(Word::calendar))) {
      const YamlNode& node = *TRY(scalar(word(Word::calendar)));
      const auto state = read_calendar(node.scalar, language_);
      if (!state)
        return unknown_word(
            node, said_calendar("", language_) + ", " + said_calendar("BY", language_) + ", ...");
      escalation.state = parse_state(*state);
    }
    if (!find(word(Word::notify))) return {};
    const YamlNode& node = *TRY(scalar(word(Word::notify)));
    escalation.tells = node.scalar == word(Word::in_app);
    if (!escalation.tells && node.scalar != word(Word::nobody))
      return unknown_word(node,
                          std::string(word(Word::in_app)) + ", " + std::string(word(Word::nobody)));
    return {};
  }

  // --- Assignment

  Result<void> read_assignment() {
    // What a lead is, the write path knows; the whole object has one way of giving them out.
    if (const YamlNode* when = find(word(Key::when)))
      return block_error(*when, "rule.unknown_key", {{"name", std::string(word(Key::when))}});
    TRY(read_common({word(Word::to), word(Word::queue), word(Word::task)}));
    Assignment assignment;
    const YamlNode& to = *TRY(scalar(word(Word::to)));
    if (to.scalar == word(Word::by_load))
      assignment.to = Distribution::by_load;
    else if (to.scalar != word(Word::in_turn))
      return unknown_word(
          to, std::string(word(Word::in_turn)) + ", " + std::string(word(Word::by_load)));
    const YamlNode& queue = *TRY(scalar(word(Word::queue)));
    const std::string role = std::string(word(Word::role)) + ' ';
    if (!queue.scalar.starts_with(role) || trim(queue.scalar.substr(role.size())).empty())
      return unknown_word(queue, role + "...");
    assignment.queue = trim(queue.scalar.substr(role.size()));
    if (const YamlNode* task = find(word(Word::task))) assignment.task = TRY(read_task(*task));
    block_.what = std::move(assignment);
    return {};
  }

  Result<Assignment::Task> read_task(const YamlNode& node) const {
    TRY(only(node, word(Word::task), {word(Word::subject), word(Word::due)}));
    const YamlNode* subject = node.find(word(Word::subject));
    if (!subject || subject->kind != Node::scalar || trim(subject->scalar).empty())
      return missing(node, word(Word::subject));
    Assignment::Task task{.subject = subject->scalar};
    const YamlNode* due = node.find(word(Word::due));
    if (!due) return task;
    const auto days = read_days(due->scalar, language_);
    if (!days || days->days > kMostDays)
      return block_error(*due, "rule.wrong_days", {{"word", due->scalar}});
    task.days = days->days;
    task.state = parse_state(days->state);
    return task;
  }

  // --- Approval

  Result<void> read_approval() {
    TRY(read_common({word(Key::fields)}));
    if (!approval_fields(object())) return not_kept();
    block_.what = Approval{TRY(piece(nullptr, nullptr, find(word(Key::fields)))).fields};
    return {};
  }

  const YamlNode& node_;
  const Word kind_;
  const Language language_;
  const schema::Catalogue& catalogue_;
  Block block_;
};

class BlockWriter {
 public:
  BlockWriter(const Block& block, Language language, const schema::Catalogue& catalogue)
      : block_(block), language_(language), catalogue_(catalogue) {
    Rule rule;
    rule.objects = {block.object};
    object_ = &object_of(rule, catalogue);
  }

  std::string write() {
    std::visit([&](const auto& what) { write(what); }, block_.what);
    if (!block_.because.empty()) line(said(Key::because, language_), yaml_scalar(block_.because));
    return std::move(out_);
  }

 private:
  std::string word(Word word) const { return std::string(said(word, language_)); }

  void line(std::string_view key, const std::string& value) {
    out_.append("  ").append(key).append(": ").append(value) += '\n';
  }

  void begin(Word kind) {
    out_.append("- ").append(said(kind, language_)).append(": ");
    out_.append(yaml_scalar(block_.name)) += '\n';
    line(said(Key::objects, language_), yaml_scalar(said_object(*object_, catalogue_, language_)));
    if (block_.when) line(said(Key::when, language_), yaml_scalar(condition(block_.when)));
  }

  std::string condition(const expr::Ast& tree) const {
    if (language_ == Language::en) return expr::render(tree);
    return expr::render_surface(tree, language_, catalogue_, *object_);
  }

  std::string actions(const std::vector<query::Action>& actions) const {
    std::string out = "[";
    for (const query::Action action : actions)
      out.append(out.size() > 1 ? ", " : "").append(said(action, language_));
    return out + ']';
  }

  std::string fields(const std::vector<FieldMode>& fields) const {
    std::string out = "{";
    for (const FieldMode& field : fields) {
      const std::string name = field.field_class ? std::string(said(*field.field_class, language_))
                                                 : said_field(field.field, *object_, language_);
      out.append(out.size() > 1 ? ", " : "").append(yaml_scalar(name, true)).append(": ");
      out.append(said(field.mode, language_));
    }
    return out + '}';
  }

  void write(const Escalation& escalation) {
    begin(Word::escalation);
    const bool assigned = escalation.start == Escalation::Start::assignment;
    line(word(Word::starts), word(assigned ? Word::at_assignment : Word::at_creation));
    int number = 0;
    for (const Escalation::Step& step : escalation.steps) {
      std::string text = "{" + word(Word::after) + ": " + said_days({step.days}, language_) + ", " +
                         word(Word::to) + ": " + said_supervisor(step.supervisor, language_) +
                         ", " + std::string(said(Key::may, language_)) + ": " +
                         actions(step.actions);
      if (!step.fields.empty())
        text += ", " + std::string(said(Key::fields, language_)) + ": " + fields(step.fields);
      line(word(Word::step) + ' ' + std::to_string(++number), text + '}');
    }
    line(word(Word::ends), ends(escalation));
    const std::string state(escalation.state ? to_string(*escalation.state) : std::string_view());
    line(word(Word::calendar), said_calendar(state, language_));
    line(word(Word::notify), word(escalation.tells ? Word::in_app : Word::nobody));
  }

  std::string ends(const Escalation& escalation) const {
    if (!escalation.ends) return escalation.next_action ? word(Word::next_action) : "[]";
    const std::string condition = this->condition(escalation.ends);
    if (!escalation.next_action) return yaml_scalar(condition);
    return "[" + word(Word::next_action) + ", " + yaml_scalar(condition, true) + "]";
  }

  void write(const Assignment& assignment) {
    begin(Word::assignment);
    line(word(Word::to),
         word(assignment.to == Distribution::by_load ? Word::by_load : Word::in_turn));
    line(word(Word::queue), yaml_scalar(word(Word::role) + ' ' + assignment.queue));
    if (!assignment.task) return;
    const Assignment::Task& task = *assignment.task;
    const std::string state(task.state ? to_string(*task.state) : std::string_view());
    line(word(Word::task), "{" + word(Word::subject) + ": " + yaml_scalar(task.subject, true) +
                               ", " + word(Word::due) + ": " +
                               said_days({task.days, state}, language_) + "}");
  }

  void write(const Approval& approval) {
    begin(Word::approval);
    if (!approval.fields.empty()) line(said(Key::fields, language_), fields(approval.fields));
  }

  const Block& block_;
  const Language language_;
  const schema::Catalogue& catalogue_;
  const schema::Object* object_;
  std::string out_;
};

}  // namespace

bool is_block(const YamlNode& node) {
  return kind_of(node).has_value();
}

Result<std::vector<Rule>> read_block(const YamlNode& node, const schema::Catalogue& catalogue) {
  const auto [kind, language] = *kind_of(node);
  BlockReader reader(node, kind, language, catalogue);
  auto block = reader.read();
  if (block) return rules_of(*block);
  Error error = std::move(block).error();
  error.field = reader.name();
  return Failure(std::move(error));
}

std::string write_block(const Block& block, Language language, const schema::Catalogue& catalogue) {
  return BlockWriter(block, language, catalogue).write();
}

}  // namespace kontor::access
