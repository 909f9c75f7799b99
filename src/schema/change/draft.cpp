#include "schema/change/draft.h"

#include <algorithm>

#include "schema/check.h"
#include "schema/layout.h"
#include "schema/system_fields.h"

namespace kontor::schema {
namespace {

bool ends_pipeline(const Option& option) {
  return option.kind == OptionKind::later || option.kind == OptionKind::won ||
         option.kind == OptionKind::lost;
}

// Gaps let a field be put between two others without touching them.
constexpr int kPositionStep = 1000;

void place_between(std::vector<Field>& fields, std::size_t at) {
  int before = at == 0 ? 0 : fields[at - 1].position;
  bool last = at + 1 == fields.size() || fields[at + 1].system;
  int after = last ? before + 2 * kPositionStep : fields[at + 1].position;
  fields[at].position = before + (after - before) / 2;
  if (fields[at].position > before) return;
  int position = 0;
  for (Field& field : fields)
    if (!field.system) field.position = position += kPositionStep;
}

}  // namespace

Draft::Draft(const Catalogue& base)
    : version_(base.version()),
      objects_(base.objects()),
      kits_(base.kits()),
      next_object_(kFirstObjectId),
      next_field_(kFirstFieldId),
      next_view_(1) {
  for (const Object& object : objects_) {
    next_object_ = std::max(next_object_, object.id + 1);
    for (const Field& field : object.fields) next_field_ = std::max(next_field_, field.id + 1);
    for (const View& view : object.views) next_view_ = std::max(next_view_, view.id + 1);
  }
}

Result<void> Draft::add_object(Object object) {
  if (this->object(object.name))
    return fail(Code::invalid, "schema.name_taken", {{"name", object.name}}, object.name);
  object.id = next_object_++;
  object.table = "o_" + object.name;
  object.fields = system_fields();
  object.views.clear();
  for (const Object& other : objects_)
    object.position = std::max(object.position, other.position + 1);
  // In front of the built-in objects, which every catalogue has last.
  auto built_in = std::ranges::find_if(objects_, &Object::read_only);
  objects_.insert(built_in, std::move(object));
  return {};
}

Result<void> Draft::add_field(std::string_view object, Field field, std::string_view after,
                              const Inverse& inverse) {
  Object* home = TRY(find(object));
  if (home->field(field.name))
    return fail(Code::invalid, "schema.name_taken", {{"name", field.name}},
                home->name + "." + field.name);
  field.id = next_field_++;
  if (field.type == FieldType::user) field.relation.target = "user";
  int option_id = 0;
  for (Option& option : field.options) option.id = ++option_id;
  assign_storage(*home, field);
  if (!inverse.name.empty()) TRY(add_inverse(*home, field, inverse));
  insert(*home, std::move(field), after);
  return {};
}

Result<void> Draft::add_inverse(const Object& object, Field& field, const Inverse& inverse) {
  Object* target = this->object(field.relation.target);
  std::string where = object.name + "." + field.name;
  if (!target || target->read_only)
    return fail(Code::invalid, "schema.no_such_object", {{"name", field.relation.target}}, where);
  if (target->field(inverse.name))
    return fail(Code::invalid, "schema.name_taken", {{"name", inverse.name}}, where);
  field.relation.inverse = inverse.name;
  Field other;
  other.id = next_field_++;
  other.name = inverse.name;
  other.label = inverse.label;
  other.type = FieldType::relation;
  other.relation.target = object.name;
  other.relation.cardinality = Cardinality::many;
  other.relation.inverse = field.name;
  other.relation.derived = field.relation.cardinality == Cardinality::one;
  other.relation.link_table = field.relation.link_table;
  other.relation.link_here = field.relation.link_there;
  other.relation.link_there = field.relation.link_here;
  insert(*target, std::move(other), {});
  return {};
}

void Draft::insert(Object& object, Field field, std::string_view after) {
  auto place = std::ranges::find(object.fields, after, &Field::name);
  if (place != object.fields.end() && !place->system)
    ++place;
  else
    place = std::ranges::find_if(object.fields, &Field::system);
  place = object.fields.insert(place, std::move(field));
  place_between(object.fields, static_cast<std::size_t>(place - object.fields.begin()));
}

Result<void> Draft::add_option(std::string_view object, std::string_view field, Option option) {
  Object* home = TRY(find(object));
  Field* changed = this->field(object, field);
  std::string where = home->name + "." + std::string(field);
  if (!changed)
    return fail(Code::invalid, "schema.no_such_field", {{"name", std::string(field)}}, where);
  if (changed->option(option.key))
    return fail(Code::invalid, "schema.name_taken", {{"name", option.key}}, where);
  option.id = 1;
  for (const Option& other : changed->options) option.id = std::max(option.id, other.id + 1);
  auto place = ends_pipeline(option) ? changed->options.end()
                                     : std::ranges::find_if(changed->options, ends_pipeline);
  changed->options.insert(place, std::move(option));
  return {};
}

Result<void> Draft::add_view(std::string_view object, View view) {
  Object* home = TRY(find(object));
  view.id = next_view_++;
  view.position = 1;
  for (const View& other : home->views) view.position = std::max(view.position, other.position + 1);
  home->views.push_back(std::move(view));
  return {};
}

Object* Draft::object(std::string_view name) {
  auto found = std::ranges::find(objects_, name, &Object::name);
  return found == objects_.end() ? nullptr : &*found;
}

Field* Draft::field(std::string_view object, std::string_view name) {
  Object* home = this->object(object);
  if (!home) return nullptr;
  auto found = std::ranges::find(home->fields, name, &Field::name);
  return found == home->fields.end() || found->system ? nullptr : &*found;
}

Result<void> Draft::archive_field(std::string_view object, std::string_view field, bool archived) {
  Field* changed = this->field(object, field);
  if (!changed)
    return fail(Code::invalid, "schema.no_such_field", {{"name", std::string(field)}},
                std::string(object));
  changed->archived = archived;
  Field* inverse = this->field(changed->relation.target, changed->relation.inverse);
  if (inverse) inverse->archived = archived;
  return {};
}

void Draft::set_kit(std::string_view name, int version) {
  auto found = std::ranges::find(kits_, name, &InstalledKit::name);
  if (found == kits_.end())
    kits_.push_back({std::string(name), version});
  else
    found->version = version;
}

bool Draft::note_kit_view(std::string_view kit, const std::string& view) {
  auto& brought = std::ranges::find(kits_, kit, &InstalledKit::name)->views;
  if (std::ranges::find(brought, view) != brought.end()) return false;
  brought.push_back(view);
  return true;
}

Result<CataloguePtr> Draft::finish() const {
  auto next = std::make_shared<const Catalogue>(version_ + 1, objects_, kits_);
  TRY(check(*next));
  return next;
}

Result<Object*> Draft::find(std::string_view name) {
  Object* found = object(name);
  if (!found || found->read_only)
    return fail(Code::invalid, "schema.no_such_object", {{"name", std::string(name)}},
                std::string(name));
  return found;
}

}  // namespace kontor::schema
