#include "access/rules/names.h"

#include <algorithm>

#include "access/rules/words.h"

namespace kontor::access {
namespace {

using schema::Catalogue;
using schema::Field;
using schema::Language;
using schema::Object;

constexpr char kApiName = '#';

// The one thing with this German label; null if there is none, or several.
template <class Thing>
const Thing* labelled(const std::vector<Thing>& things, std::string_view label) {
  const Thing* only = nullptr;
  for (const Thing& thing : things) {
    if (thing.label.de != label) continue;
    if (only) return nullptr;
    only = &thing;
  }
  return only;
}

bool is_api_name(std::string_view said) {
  return said.starts_with(kApiName);
}

}  // namespace

std::string said_object(const Object& object, const Catalogue& catalogue, Language language) {
  if (language == Language::en) return object.name;
  const std::string& label = object.label.de;
  const bool clear =
      labelled(catalogue.objects(), label) && label != said_all(language) && !is_api_name(label);
  return clear ? label : kApiName + object.name;
}

const Object* find_object(std::string_view said, const Catalogue& catalogue, Language language) {
  if (language == Language::en) return catalogue.object(said);
  if (is_api_name(said)) return catalogue.object(said.substr(1));
  return labelled(catalogue.objects(), said);
}

std::string said_field(std::string_view name, const Object& object, Language language) {
  const Field* field = object.field(name);
  const bool is_class = meaning<schema::FieldClass>(name, language).has_value();
  if (language == Language::en || !field)
    return is_class ? kApiName + std::string(name) : std::string(name);
  const std::string& label = field->label.de;
  const bool clear = labelled(object.fields, label) && !is_api_name(label) &&
                     !meaning<schema::FieldClass>(label, language);
  return clear ? label : kApiName + field->name;
}

const Field* find_field(std::string_view said, const Object& object, Language language) {
  if (is_api_name(said)) return object.field(said.substr(1));
  if (language == Language::en) return object.field(said);
  return labelled(object.fields, said);
}

}  // namespace kontor::access
