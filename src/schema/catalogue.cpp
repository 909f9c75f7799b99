#include "schema/catalogue.h"

#include <algorithm>

namespace kontor::schema {

const Option* Field::option(std::string_view key) const {
  auto found = std::ranges::find(options, key, &Option::key);
  return found == options.end() ? nullptr : &*found;
}

const Option* Field::option(int id) const {
  auto found = std::ranges::find(options, id, &Option::id);
  return found == options.end() ? nullptr : &*found;
}

const FieldPart* Field::part(std::string_view name) const {
  auto found = std::ranges::find(parts, name, &FieldPart::name);
  return found == parts.end() ? nullptr : &*found;
}

bool Field::has_many_values() const {
  return !child_table.empty() ||
         (type == FieldType::relation && relation.cardinality == Cardinality::many);
}

const Field* Object::field(std::string_view name) const {
  auto found = std::ranges::find(fields, name, &Field::name);
  return found == fields.end() ? nullptr : &*found;
}

const Field* Object::field(int id) const {
  auto found = std::ranges::find(fields, id, &Field::id);
  return found == fields.end() ? nullptr : &*found;
}

Catalogue::Catalogue(std::int64_t version, std::vector<Object> objects,
                     std::vector<InstalledKit> kits)
    : version_(version), objects_(std::move(objects)), kits_(std::move(kits)) {
  for (std::size_t i = 0; i < objects_.size(); ++i) by_name_.emplace(objects_[i].name, i);
}

const Object* Catalogue::object(std::string_view name) const {
  auto found = by_name_.find(name);
  return found == by_name_.end() ? nullptr : &objects_[found->second];
}

const Object* Catalogue::object(int id) const {
  auto found = std::ranges::find(objects_, id, &Object::id);
  return found == objects_.end() ? nullptr : &*found;
}

bool Catalogue::has_kit(std::string_view name) const {
  return std::ranges::find(kits_, name, &InstalledKit::name) != kits_.end();
}

}  // namespace kontor::schema
