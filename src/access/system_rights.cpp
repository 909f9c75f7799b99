#include "access/system_rights.h"

#include "access/rules/rule_catalogue.h"

namespace kontor::access {
namespace {

using query::Action;
using query::Mode;

bool only_looks(Action action) {
  return action == Action::see || action == Action::read || action == Action::count ||
         action == Action::export_data;
}

// Accounts, units and the like are changed in their own ways alone.
bool allows(const schema::Object& object, Action action) {
  return only_looks(action) || !is_built_in(object);
}

Mode mode_of(const schema::Field& field, bool writes) {
  if (field.field_class == schema::FieldClass::secret) return Mode::none;
  return writes && !field.read_only ? Mode::edit : Mode::read;
}

}  // namespace

Result<query::ScopePtr> SystemRights::scope(const schema::Object& object, Action action) {
  query::ScopePtr& known = scopes_[{object.id, action}];
  if (known) return known;

  auto scope = std::make_shared<query::Scope>();
  scope->object = &object;
  scope->action = action;
  scope->everything = allows(object, action);
  const bool writes = allows(object, Action::edit);
  query::FieldModes modes;
  for (const schema::Field& field : object.fields)
    modes.push_back(scope->everything ? mode_of(field, writes) : Mode::none);
  scope->modes.push_back(std::move(modes));
  scope->object_rows = TRY(row_counts_.about(connection_, object.id));
  if (scope->everything) scope->estimated_rows = scope->object_rows;
  return known = std::move(scope);
}

query::Abilities SystemRights::abilities(const schema::Object& object, const query::RecordFacts&) {
  const bool writes = allows(object, Action::edit);
  return {.edit = writes, .remove = writes, .assign = writes, .link = writes, .share = false};
}

bool SystemRights::may(const schema::Object& object, Action action) {
  return allows(object, action);
}

}  // namespace kontor::access
