#include "access/rules/rule_catalogue.h"

#include <algorithm>
#include <array>

namespace kontor::access {
namespace {

using schema::Field;
using schema::FieldType;
using schema::Object;

struct Column {
  std::string_view name;
  ClassField field;
  std::string_view de, en;
};

constexpr auto kColumns = std::to_array<Column>({
    {"owner", ClassField::owner, "Verantwortlich", "Owner"},
    {"unit", ClassField::unit, "Einheit", "Unit"},
    {"territory", ClassField::territory, "Gebiet", "Territory"},
    {"organisation", ClassField::organisation, "Organisation", "Organisation"},
    {"confidential", ClassField::confidential, "Vertraulich", "Confidential"},
});

// Leads nowhere, so that a condition reads the column itself.
Field plain_id(const Column& column, int id) {
  Field field;
  field.id = id;
  field.name = column.name;
  field.label = {std::string(column.de), std::string(column.en)};
  field.type = FieldType::relation;
  field.system = true;
  field.value.column = column.name;
  field.value.type = FieldType::relation;
  return field;
}

}  // namespace

schema::CataloguePtr rule_catalogue(const schema::Catalogue& catalogue) {
  std::vector<Object> objects = catalogue.objects();
  for (Object& object : objects) {
    for (std::size_t i = 0; i < kColumns.size(); ++i) {
      if (kColumns[i].field == ClassField::confidential) continue;
      Field made = plain_id(kColumns[i], static_cast<int>(i) + 1);
      const auto known = std::ranges::find(object.fields, made.name, &Field::name);
      if (known == object.fields.end()) {
        object.fields.push_back(std::move(made));
      } else if (known->system) {
        made.id = known->id;
        made.label = known->label;
        *known = std::move(made);
      }
    }
  }
  return std::make_shared<const schema::Catalogue>(catalogue.version(), std::move(objects),
                                                   catalogue.kits());
}

std::optional<ClassField> class_field(const Field& field) {
  const auto found = std::ranges::find(kColumns, field.name, &Column::name);
  if (found == kColumns.end() || !field.system) return std::nullopt;
  return found->field;
}

bool is_built_in(const Object& object) {
  return object.read_only;
}

}  // namespace kontor::access
