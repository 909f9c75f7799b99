#include "schema/catalogue.h"

#include <algorithm>

namespace kontor::schema {

std::string_view to_string(FieldType type) {
  switch (type) {
    case FieldType::text: return "text";
    case FieldType::long_text: return "long_text";
    case FieldType::number: return "number";
    case FieldType::money: return "money";
    case FieldType::percent: return "percent";
    case FieldType::checkbox: return "checkbox";
    case FieldType::date: return "date";
    case FieldType::date_time: return "date_time";
    case FieldType::select: return "select";
    case FieldType::status: return "status";
    case FieldType::multi_select: return "multi_select";
    case FieldType::person_name: return "person_name";
    case FieldType::emails: return "emails";
    case FieldType::phones: return "phones";
    case FieldType::urls: return "urls";
    case FieldType::postal_address: return "postal_address";
    case FieldType::relation: return "relation";
    case FieldType::user: return "user";
    case FieldType::auto_number: return "auto_number";
    case FieldType::instant_system: return "instant_system";
    case FieldType::user_system: return "user_system";
  }
  return "text";
}

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

Catalogue::Catalogue(std::int64_t version, std::vector<Object> objects)
    : version_(version), objects_(std::move(objects)) {
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

}  // namespace kontor::schema
