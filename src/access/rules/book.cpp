#include "access/rules/book.h"

#include <algorithm>

#include "access/rules/rule_catalogue.h"
#include "expr/parse.h"

namespace kontor::access {
namespace {

using query::Action;
using query::FieldModes;
using query::Mode;
using schema::Field;
using schema::FieldClass;
using schema::Object;

// What a rule shows where it does not say anything else.
Mode usual_mode(FieldClass field_class, bool edits) {
  switch (field_class) {
    case FieldClass::normal:
      return edits ? Mode::edit : Mode::read;
    case FieldClass::personal:
      return Mode::mask;
    case FieldClass::special:
    case FieldClass::internal:
    case FieldClass::secret:
      return Mode::none;
  }
  return Mode::none;
}

// What the rule says of the field itself counts before what it says of its class.
std::optional<Mode> said_mode(const Rule& rule, const Field& field) {
  std::optional<Mode> mode;
  for (const FieldMode& entry : rule.fields) {
    if (!entry.field_class && entry.field == field.name) return entry.mode;
    if (entry.field_class == field.field_class) mode = entry.mode;
  }
  return mode;
}

FieldModes modes_of(const BoundRule& bound, const Object& object) {
  const Rule& rule = *bound.rule;
  FieldModes modes;
  for (const Field& field : object.fields) {
    if (rule.kind == RuleKind::cap) {
      modes.push_back(said_mode(rule, field).value_or(Mode::edit));
      continue;
    }
    const bool writes = bound.grants(Action::edit) || bound.grants(Action::create);
    const bool edits = writes && !field.read_only;
    Mode mode = said_mode(rule, field).value_or(usual_mode(field.field_class, edits));
    if (!edits) mode = std::min(mode, Mode::read);
    modes.push_back(field.field_class == FieldClass::secret ? Mode::none : mode);
  }
  return modes;
}

bool fits(const query::MaskStyle& style, const Field& field) {
  using Kind = query::MaskStyle::Kind;
  using schema::FieldType;
  const auto is = [&](std::initializer_list<FieldType> types) {
    return std::ranges::find(types, field.type) != types.end();
  };
  switch (style.kind) {
    case Kind::initials:
      return is({FieldType::text, FieldType::person_name});
    case Kind::domain:
      return is({FieldType::emails});
    case Kind::ending:
      return is({FieldType::text, FieldType::phones, FieldType::auto_number});
    case Kind::year:
      return is({FieldType::date, FieldType::date_time});
    case Kind::postal:
      return is({FieldType::text, FieldType::postal_address});
    case Kind::step:
      return is({FieldType::number, FieldType::money});
    case Kind::usual:
    case Kind::dots:
      return true;
  }
  return false;
}

std::size_t count_atoms(const expr::CheckedNode& node) {
  if (node.op == expr::Op::exists && !node.children.empty())
    return 1 + count_atoms(*node.children[0]);
  const bool logical = node.op == expr::Op::logical_and || node.op == expr::Op::logical_or ||
                       node.op == expr::Op::logical_not;
  if (!logical) return 1;
  std::size_t count = 0;
  for (const auto& child : node.children) count += count_atoms(*child);
  return count;
}

Result<expr::Checked> check(const Rule& rule, const schema::CataloguePtr& catalogue,
                            const Object& object) {
  auto checked =
      TRY(expr::check(rule.when, catalogue, object, expr::CheckOptions{.rule_words = true}));
  if (count_atoms(*checked.root) > kMaxAtoms)
    return fail(Code::invalid, "rule.too_many_conditions", {{"max", std::to_string(kMaxAtoms)}});
  return checked;
}

expr::Checked constant(bool value, const schema::CataloguePtr& catalogue, const Object& object) {
  return *expr::check(*expr::parse(value ? "true" : "false"), catalogue, object);
}

// A rule written for a unit holds for the records there and below; a cap, whose condition says what
// lifts it, is lifted everywhere else.
std::shared_ptr<const Rule> within_unit(const std::shared_ptr<const Rule>& rule) {
  if (!rule->unit) return rule;
  const auto node = [](expr::Op op, std::vector<expr::Ast> children) {
    return std::make_shared<const expr::Node>(
        expr::Node{.op = op, .children = std::move(children)});
  };
  const expr::Ast below = *expr::parse("unit below \"" + std::to_string(rule->unit) + "\"");
  const bool cap = rule->kind == RuleKind::cap;
  const expr::Ast there = cap ? node(expr::Op::logical_not, {below}) : below;
  auto bound = std::make_shared<Rule>(*rule);
  bound->when = !rule->when
                    ? there
                    : node(cap ? expr::Op::logical_or : expr::Op::logical_and, {there, rule->when});
  return bound;
}

std::shared_ptr<const Rule> share_rule(const char* name, const char* when,
                                       std::vector<Action> actions, Mode personal) {
  Rule rule;
  rule.name = name;
  rule.audience = {{}};
  rule.actions = std::move(actions);
  rule.when = *expr::parse(when);
  rule.fields = {{.field_class = FieldClass::personal, .mode = personal}};
  return std::make_shared<const Rule>(std::move(rule));
}

}  // namespace

bool BoundRule::grants(Action action) const {
  return std::ranges::any_of(rule->actions, [&](Action mine) { return implies(mine, action); });
}

bool BoundRule::bites(Action action) const {
  if (rule->kind == RuleKind::limit && rule->actions.empty()) return true;
  return std::ranges::any_of(rule->actions,
                             [&](Action mine) { return access::bites(mine, action); });
}

RuleBook::RuleBook(const schema::CataloguePtr& catalogue, std::int64_t epoch)
    : catalogue_(catalogue), rule_catalogue_(rule_catalogue(*catalogue)), epoch_(epoch) {
  for (const Object& object : catalogue_->objects()) {
    ObjectRules& rules = objects_[object.id];
    rules.object = &object;
    if (!is_built_in(object)) add_shares(rules);
  }
}

Result<std::shared_ptr<const RuleBook>> RuleBook::make(const std::vector<Rule>& rules,
                                                       const schema::CataloguePtr& catalogue,
                                                       std::int64_t epoch) {
  std::shared_ptr<RuleBook> book(new RuleBook(catalogue, epoch));
  for (const Rule& rule : rules) TRY(book->add(std::make_shared<const Rule>(rule), false));
  return book;
}

RuleBookPtr RuleBook::make_safe(const std::vector<Rule>& rules,
                                const schema::CataloguePtr& catalogue, std::int64_t epoch) {
  std::shared_ptr<RuleBook> book(new RuleBook(catalogue, epoch));
  for (const Rule& rule : rules) {
    const auto added = book->add(std::make_shared<const Rule>(rule), true);
    if (!added) book->broken_.emplace(rule.name, added.error());
  }
  return book;
}

const ObjectRules* RuleBook::of(const Object& object) const {
  const auto found = objects_.find(object.id);
  return found == objects_.end() ? nullptr : &found->second;
}

Result<void> RuleBook::add(const std::shared_ptr<const Rule>& written, bool safe) {
  const auto rule = within_unit(written);
  for (auto& [id, rules] : objects_) {
    if (is_built_in(*rules.object)) continue;
    const auto& named = rule->objects;
    const bool meant = named.empty() || std::ranges::find(named, rules.object->name) != named.end();
    if (!meant) continue;
    auto added =
        rule->kind == RuleKind::masks ? add_masks(*rule, rules, safe) : add(rule, rules, safe);
    if (added) continue;
    Error error = std::move(added).error();
    error.field = rule->name;
    return Failure(std::move(error));
  }
  return {};
}

Result<void> RuleBook::add(const std::shared_ptr<const Rule>& rule, ObjectRules& rules, bool safe) {
  const Object& object = *rule_catalogue_->object(rules.object->id);
  BoundRule bound{rule, {}};
  if (rule->when) {
    auto checked = check(*rule, rule_catalogue_, object);
    if (!checked && !safe) return Failure(std::move(checked).error());
    if (!checked) {
      broken_.emplace(rule->name, checked.error());
      // Nobody gains by it: what allows never holds, what keeps out always does.
      bound.when = constant(rule->kind == RuleKind::forbid, rule_catalogue_, object);
    } else {
      bound.when = *std::move(checked);
    }
    sets_.insert(bound.when->sets.begin(), bound.when->sets.end());
  }
  bound.modes = modes_of(bound, *rules.object);
  switch (rule->kind) {
    case RuleKind::allow:
      rules.allows.push_back(std::move(bound));
      break;
    case RuleKind::limit:
      rules.limits.push_back(std::move(bound));
      break;
    case RuleKind::forbid:
      rules.forbids.push_back(std::move(bound));
      break;
    case RuleKind::masks:
      break;
    case RuleKind::cap: {
      rules.caps.push_back(std::move(bound));
      const auto open = std::ranges::count_if(
          rules.caps, [](const BoundRule& cap) { return cap.when.has_value(); });
      if (open > static_cast<std::ptrdiff_t>(kMaxOpenCaps)) {
        // A cap that cannot be lifted is the strict one.
        if (safe) rules.caps.back().when.reset();
        return fail(Code::invalid, "rule.too_many_caps", {{"max", std::to_string(kMaxOpenCaps)}});
      }
      break;
    }
  }
  return {};
}

// What is said of a field counts before what is said of its class, where such a mask has no meaning
// for some fields.
Result<void> RuleBook::add_masks(const Rule& rule, ObjectRules& rules, bool safe) {
  rules.masks.resize(rules.object->fields.size());
  for (std::size_t i = 0; i < rules.masks.size(); ++i) {
    const Field& field = rules.object->fields[i];
    for (const FieldMode& entry : rule.fields) {
      const bool named = !entry.field_class && entry.field == field.name;
      const bool classed = entry.field_class == field.field_class && fits(entry.style, field);
      if (!named && !classed) continue;
      if (named && !fits(entry.style, field) && !safe)
        return fail(Code::invalid, "rule.mask_type", {{"field", field.name}});
      if (named || rules.masks[i] == query::MaskStyle()) rules.masks[i] = entry.style;
    }
  }
  return {};
}

void RuleBook::add_shares(ObjectRules& rules) {
  static const auto kRead =
      share_rule(kSharedToRead, "shared with me to read", {Action::see, Action::read}, Mode::read);
  static const auto kEdit =
      share_rule(kSharedToEdit, "shared with me to edit", {Action::edit}, Mode::edit);
  const Object& object = *rule_catalogue_->object(rules.object->id);
  for (const auto& rule : {kRead, kEdit}) {
    BoundRule bound{rule, *check(*rule, rule_catalogue_, object)};
    bound.modes = modes_of(bound, *rules.object);
    sets_.insert(bound.when->sets.begin(), bound.when->sets.end());
    rules.allows.push_back(std::move(bound));
  }
}

}  // namespace kontor::access
