#include "expr/detail/names.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace kontor::expr {
namespace {

using schema::Field;
using schema::FieldType;
using schema::Object;

constexpr auto kOptionFacets = std::to_array<std::string_view>({"kind", "position", "probability"});

bool alike(std::string_view a, std::string_view b) {
  return fold_case(a) == fold_case(b);
}

}  // namespace

const Object* target_of(const Field& field, const schema::Catalogue& catalogue) {
  switch (field.type) {
    case FieldType::relation:
      return catalogue.object(field.relation.target);
    case FieldType::user:
    case FieldType::user_system:
      return catalogue.object(field.relation.target.empty() ? "user" : field.relation.target);
    default:
      return nullptr;
  }
}

bool has_options(const Field& field) {
  return field.type == FieldType::select || field.type == FieldType::status ||
         field.type == FieldType::multi_select;
}

bool has_facet(const Field& field, std::string_view facet) {
  if (field.type == FieldType::money) return facet == "currency";
  return has_options(field) && std::ranges::find(kOptionFacets, facet) != kOptionFacets.end();
}

Names::Place Names::step(const Place& place, std::string_view api_name) const {
  if (!place.field) return {place.object, place.object ? place.object->field(api_name) : nullptr};
  const Object* target = target_of(*place.field, catalogue_);
  return target ? Place{target, target->field(api_name)} : Place{};
}

std::string Names::label(const Place& place, std::string_view api_name) const {
  if (const Place next = step(place, api_name); next.field) return next.field->label.in(language_);
  if (!place.field) return {};
  if (const schema::FieldPart* part = place.field->part(api_name)) return part->label.in(language_);
  return has_facet(*place.field, api_name) ? std::string(said(vocabulary_.facets, api_name))
                                           : std::string();
}

std::optional<std::string> Names::look_up(const Place& place, std::string_view said) const {
  if (said.starts_with('#')) return std::string(said.substr(1));
  const Object* object = place.object;
  if (place.field) object = target_of(*place.field, catalogue_);
  if (object) {
    for (const Field& field : object->fields)
      if (alike(field.label.in(language_), said)) return field.name;
    return object->field(said) ? std::optional(std::string(said)) : std::nullopt;
  }
  if (!place.field) return {};
  for (const schema::FieldPart& part : place.field->parts)
    if (alike(part.label.in(language_), said)) return part.name;
  const std::string facet(name_of(vocabulary_.facets, said));
  if (has_facet(*place.field, facet) || place.field->part(facet)) return facet;
  return {};
}

std::optional<std::string> Names::api_name(Place& place, std::string_view said) const {
  std::optional<std::string> found = look_up(place, said);
  if (found) place = step(place, *found);
  return found;
}

std::string Names::said_name(Place& place, std::string_view api_name) const {
  std::string said = label(place, api_name);
  if (said.empty() || look_up(place, said) != api_name) said = api_name;
  if (look_up(place, said) != api_name) said = "#" + std::string(api_name);
  place = step(place, api_name);
  return said;
}

Names::Place Names::end_of(const Object* object, const std::vector<std::string>& path) const {
  Place place{object};
  for (const std::string& name : path) {
    place = step(place, name);
    if (!place.field) return {};
  }
  return place;
}

Names::Choice Names::choice(const Object* object, const Ast& side) const {
  if (side->op != Op::path && side->op != Op::before) return {};
  std::vector<std::string> path = side->path;
  const bool kind = !path.empty() && path.back() == "kind";
  if (const Place end = end_of(object, path); end.field)
    return {has_options(*end.field) ? end.field : nullptr, false};
  if (!kind) return {};
  path.pop_back();
  const Place end = end_of(object, path);
  return {nullptr, end.field && has_options(*end.field)};
}

std::string Names::option_key(const Choice& choice, std::string_view said) const {
  if (!choice.options && !choice.kinds) return std::string(said);
  if (said.starts_with('#')) return std::string(said.substr(1));
  if (choice.kinds) return std::string(name_of(vocabulary_.kinds, said));
  for (const schema::Option& option : choice.options->options)
    if (alike(option.label.in(language_), said)) return option.key;
  return std::string(said);
}

std::string Names::option_label(const Choice& choice, std::string_view key) const {
  std::string label(key);
  if (!choice.options && !choice.kinds) return label;
  if (choice.kinds) label = said(vocabulary_.kinds, key);
  if (choice.options)
    if (const schema::Option* option = choice.options->option(key))
      label = option->label.in(language_);
  if (option_key(choice, label) == key) return label;
  if (option_key(choice, key) == key) return std::string(key);
  return "#" + std::string(key);
}

}  // namespace kontor::expr
