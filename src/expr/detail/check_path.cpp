#include "expr/detail/checker.h"
#include "expr/detail/lexer.h"
#include "expr/detail/limits.h"
#include "expr/detail/names.h"

namespace kontor::expr {

using schema::Field;
using schema::FieldPart;
using schema::FieldType;
using schema::Object;

Result<CheckedPtr> Checker::path(const Ast& node) {
  if (node->op == Op::before) {
    if (!options_.rule_words)
      return error_at(node->position, "expr.rule_word", {{"name", "before"}});
    if (exists_depth_) return error_at(node->position, "expr.before_inside");
  }
  CheckedNode made{.op = node->op, .path = TRY(steps(node)), .source = node};
  made.type = TRY(type_of(made.path.back(), node));
  return share(std::move(made));
}

Result<std::vector<Step>> Checker::steps(const Ast& node) {
  std::vector<Step> path;
  const Object* object = object_;
  for (const std::string& name : node->path) {
    if (!object) {  // the step before leads to no other object
      if (path.back().part || !path.back().facet.empty())
        return error_at(node->position, "expr.unknown_field", {{"name", name}});
      path.back() = TRY(inner_step(path.back(), name, node));
      continue;
    }
    const Field* field = object->field(name);
    if (!field) return error_at(node->position, "expr.unknown_field", {{"name", name}});
    if (!path.empty() && path.back().field->has_many_values())
      return error_at(node->position, "expr.many_hop", {{"name", path.back().field->name}});
    path.push_back({.object = object, .field = field});
    use(*object, *field);
    object = target_of(*field, catalogue_);
  }
  if (path.empty()) return error_at(node->position, "expr.unknown_field", {{"name", ""}});
  if (path.size() > kMaxHops + 1) return error_at(node->position, "expr.too_many_hops");
  return path;
}

// "address.place", "stage.kind": what a field is made of.
Result<Step> Checker::inner_step(const Step& step, const std::string& name, const Ast& node) {
  Step inner = step;
  inner.part = step.field->part(name);
  if (inner.part) return inner;
  if (!has_facet(*step.field, name))
    return error_at(node->position, "expr.unknown_part",
                    {{"field", step.field->name}, {"name", name}});
  inner.facet = name;
  return inner;
}

namespace {

Type part_type(const Field& field, const FieldPart& part) {
  switch (part.type) {
    case FieldType::number:
    case FieldType::percent:
      return {.kind = TypeKind::number, .decimals = part.decimals};
    case FieldType::select:
      return {.kind = TypeKind::option, .field = &field};
    default:
      return {.kind = TypeKind::text};
  }
}

Type facet_type(std::string_view facet) {
  const bool number = facet == "position" || facet == "probability";
  return {.kind = number ? TypeKind::number : TypeKind::text};
}

}  // namespace

Result<Type> Checker::type_of(const Step& step, const Ast& node) const {
  const Field& field = *step.field;
  Type type;
  if (step.part) {
    type = part_type(field, *step.part);
  } else if (!step.facet.empty()) {
    type = facet_type(step.facet);
  } else {
    switch (field.type) {
      case FieldType::text:
      case FieldType::long_text:
      case FieldType::person_name:
      case FieldType::auto_number:
      case FieldType::emails:
      case FieldType::phones:
      case FieldType::urls:
        type = {.kind = TypeKind::text};
        break;
      case FieldType::number:
      case FieldType::percent:
        type = {.kind = TypeKind::number, .decimals = field.decimals};
        break;
      case FieldType::money:
        type = {.kind = TypeKind::money, .field = &field};
        break;
      case FieldType::checkbox:
        type = {.kind = TypeKind::boolean};
        break;
      case FieldType::date:
        type = {.kind = TypeKind::date};
        break;
      case FieldType::date_time:
      case FieldType::instant_system:
        type = {.kind = TypeKind::instant};
        break;
      case FieldType::select:
      case FieldType::status:
      case FieldType::multi_select:
        type = {.kind = TypeKind::option, .field = &field};
        break;
      case FieldType::relation:
      case FieldType::user:
      case FieldType::user_system:
        type = {.kind = TypeKind::record, .object = target_of(field, catalogue_)};
        break;
      case FieldType::postal_address:
        return error_at(node->position, "expr.needs_part", {{"field", field.name}});
    }
  }
  type.many = field.has_many_values();
  return type;
}

void Checker::use(const Object& object, const Field& field) {
  uses_.insert({&object, &field});
  if (!field.relation.derived) return;
  // The other side of a relation is read where it is stored.
  const Object* target = target_of(field, catalogue_);
  if (const Field* stored = target ? target->field(field.relation.inverse) : nullptr)
    uses_.insert({target, stored});
}

}  // namespace kontor::expr
