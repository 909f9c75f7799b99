#include "access/rules/block_rules.h"

#include "access/organisation/deadline.h"
#include "expr/parse.h"

namespace kontor::access {
namespace {

using query::Action;
using schema::Field;
using schema::FieldType;
using schema::Object;

expr::Ast both(expr::Ast a, expr::Ast b) {
  if (!a || !b) return a ? a : b;
  expr::Node node{.op = expr::Op::logical_and};
  node.children = {std::move(a), std::move(b)};
  return std::make_shared<const expr::Node>(std::move(node));
}

Rule allow(const BlockPtr& block, std::string name, Audience who, const std::string& when) {
  Rule rule;
  rule.name = std::move(name);
  rule.objects = {block->object};
  rule.audience = {std::move(who)};
  rule.when = both(*expr::parse(when), block->when);
  rule.because = block->because;
  rule.block = block;
  return rule;
}

void add(const BlockPtr& block, const Escalation& escalation, std::vector<Rule>& rules) {
  int number = 0;
  for (const Escalation::Step& step : escalation.steps) {
    const std::string n = std::to_string(++number);
    Rule rule = allow(block, block->name + " (" + n + ")", {Audience::Kind::all},
                      "escalates_at_" + n + " reached and owner in my.reports(" +
                          std::to_string(step.supervisor) + ")");
    rule.actions = step.actions;
    rule.fields = step.fields;
    rules.push_back(std::move(rule));
  }
}

void add(const BlockPtr& block, const Assignment& assignment, std::vector<Rule>& rules) {
  Rule rule = allow(block, block->name, {Audience::Kind::role, assignment.queue}, "owner is empty");
  rule.actions = {Action::see, Action::read, Action::assign};
  rules.push_back(std::move(rule));
}

// Each level is asked together with the distance it stands for, so that somebody who heads several
// units sees through none of them what only another may see.
void add(const BlockPtr& block, const Approval& approval, std::vector<Rule>& rules) {
  std::string when = "unit in my.headed";
  for (int level = 1; level < kMaxDepth; ++level) {
    const std::string n = std::to_string(level);
    when += " or (released_levels >= " + n + " or requested_levels >= " + n +
            ") and unit below my.headed at most " + n + " levels";
  }
  Rule rule = allow(block, block->name, {Audience::Kind::head}, when);
  rule.actions = {Action::see, Action::read};
  rule.fields = approval.fields;
  rules.push_back(std::move(rule));
}

const Field* kept(const Object& object, std::string_view name, FieldType type) {
  const Field* field = object.field(name);
  return field && field->type == type && field->read_only && !field->archived ? field : nullptr;
}

bool same_condition(const expr::Ast& a, const expr::Ast& b) {
  return a && b ? expr::same(a, b) : a == b;
}

}  // namespace

std::vector<Rule> rules_of(const BlockPtr& block) {
  std::vector<Rule> rules;
  std::visit([&](const auto& what) { add(block, what, rules); }, block->what);
  return rules;
}

std::optional<EscalationFields> escalation_fields(const Object& object) {
  EscalationFields fields{.assigned = kept(object, "assigned_at", FieldType::date_time)};
  for (int step = 1;; ++step) {
    const Field* field = kept(object, "escalates_at_" + std::to_string(step), FieldType::date_time);
    if (!field) break;
    fields.steps.push_back(field);
  }
  if (!fields.assigned || fields.steps.empty()) return std::nullopt;
  return fields;
}

std::vector<Instant> step_times(const Escalation& escalation, Instant start) {
  EscalationPlan plan{.days = {}, .state = escalation.state};
  for (const Escalation::Step& step : escalation.steps) plan.days.push_back(step.days);
  return escalations(start, plan, TimeZone::find(kBlockZone).value_or(TimeZone::utc()));
}

std::optional<ApprovalFields> approval_fields(const Object& object) {
  ApprovalFields fields{.state = kept(object, "approval", FieldType::select),
                        .released = kept(object, "released_levels", FieldType::number),
                        .requested = kept(object, "requested_levels", FieldType::number),
                        .requested_by = kept(object, "approval_by", FieldType::user),
                        .note = kept(object, "approval_note", FieldType::text)};
  const bool complete =
      fields.state && fields.released && fields.requested && fields.requested_by && fields.note;
  return complete ? std::optional(fields) : std::nullopt;
}

bool same(const Block& a, const Block& b) {
  if (a.name != b.name || a.object != b.object || a.because != b.because ||
      a.what.index() != b.what.index() || !same_condition(a.when, b.when))
    return false;
  if (const auto* left = std::get_if<Escalation>(&a.what)) {
    const auto& right = std::get<Escalation>(b.what);
    return left->start == right.start && left->steps == right.steps &&
           left->next_action == right.next_action && left->state == right.state &&
           left->tells == right.tells && same_condition(left->ends, right.ends);
  }
  if (const auto* left = std::get_if<Assignment>(&a.what))
    return *left == std::get<Assignment>(b.what);
  return std::get<Approval>(a.what) == std::get<Approval>(b.what);
}

}  // namespace kontor::access
