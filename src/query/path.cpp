#include "query/path.h"

#include <string>

namespace kontor::query {
namespace {

using schema::FieldType;

// Cuts the next name off `rest`.
std::string_view next_name(std::string_view& rest) {
  const auto dot = rest.find('.');
  const std::string_view name = rest.substr(0, dot);
  rest = dot == std::string_view::npos ? std::string_view() : rest.substr(dot + 1);
  return name;
}

Failure unknown(std::string_view text, const schema::Object& object) {
  return fail(Code::invalid, "query.unknown_field",
              {{"field", std::string(text.substr(0, 100))}, {"object", object.name}},
              std::string(text.substr(0, 100)));
}

}  // namespace

bool is_to_one(const schema::Field& field) {
  if (field.type == FieldType::user || field.type == FieldType::user_system) return true;
  return field.type == FieldType::relation && !field.has_many_values();
}

const schema::Object* target_of(const schema::Field& field, const schema::Catalogue& catalogue) {
  switch (field.type) {
    case FieldType::user:
    case FieldType::user_system:
      return catalogue.object("user");
    case FieldType::relation:
      return catalogue.object(field.relation.target);
    default:
      return nullptr;
  }
}

Result<Path> resolve(std::string_view text, const schema::Object& object,
                     const schema::Catalogue& catalogue) {
  Path path{.text = text, .object = &object};
  for (std::string_view rest = text;;) {
    path.field = path.object->field(next_name(rest));
    if (!path.field) return unknown(text, object);
    if (rest.empty()) return path;
    if (!is_to_one(*path.field)) break;
    if (path.hops.size() == kMaxHops) {
      return fail(Code::invalid, "query.too_many_hops", {{"field", std::string(text)}},
                  std::string(text));
    }
    path.hops.push_back(path.field);
    path.object = target_of(*path.field, catalogue);
    if (!path.object) return unknown(text, object);
  }
  path.part = path.field->part(text.substr(text.rfind('.') + 1));
  const bool part_is_last = path.part && text.ends_with(path.field->name + '.' + path.part->name);
  if (!part_is_last) return unknown(text, object);
  return path;
}

}  // namespace kontor::query
