#include "schema/system_fields.h"

namespace kontor::schema {
namespace {

// What o_user and its like are called in kontor_class: never changes either.
enum BuiltIn { kUserObject = 1, kUnitObject = 2, kTeamObject = 3, kTerritoryObject = 4 };
constexpr int kSystemPosition = 1'000'000'000;  // behind every other field

// Ids are written into history rows: they never change.
enum SystemField {
  kOwner = 1,
  kUnit = 2,
  kTerritory = 3,
  kOrganisation = 4,
  kConfidential = 5,
  kCreatedAt = 6,
  kCreatedBy = 7,
  kChangedAt = 8,
  kChangedBy = 9,
  kDeletedAt = 10,
  kUserName = 20,
  kUserEmail = 21,
  kUserLanguage = 22,
  kUserActive = 23,
  kUnitName = 30,
  kUnitKind = 31,
  kUnitParent = 32,
  kUnitDepth = 33,
  kUnitExternal = 34,
  kUnitClosed = 35,
  kTeamName = 40,
  kTerritoryName = 50,
};

Field system_field(int id, std::string name, Label label, FieldType type) {
  Field field;
  field.id = id;
  field.value.column = name;
  field.value.type = type;
  field.name = std::move(name);
  field.label = std::move(label);
  field.type = type;
  field.system = true;
  field.read_only = type == FieldType::instant_system || type == FieldType::user_system;
  if (type == FieldType::user || type == FieldType::user_system) field.relation.target = "user";
  field.position = kSystemPosition + id;
  return field;
}

Field system_link(int id, std::string name, Label label, std::string target) {
  Field field = system_field(id, std::move(name), std::move(label), FieldType::relation);
  field.relation.target = std::move(target);
  return field;
}

Field computed(Field field) {
  field.read_only = true;
  return field;
}

Field own_field(int id, std::string name, Label label, FieldType type) {
  Field field;
  field.id = id;
  field.value.column = "f_" + name;
  field.value.type = type;
  if (type == FieldType::text) field.value.fold_column = field.value.column;
  field.name = std::move(name);
  field.label = std::move(label);
  field.type = type;
  field.read_only = true;
  field.position = id;
  return field;
}

Field name_field(int id) {
  Field name = own_field(id, "name", {"Name", "Name"}, FieldType::text);
  name.value.column = "title";
  name.value.fold_column = "title_fold";
  name.value.sort_column = "title_sort";
  return name;
}

// Named by `name`, read like any object, written by its own room.
Object built_in(int id, std::string name, Label label, Label plural, std::vector<Field> fields) {
  Object object;
  object.id = id;
  object.table = "o_" + name;
  object.name = std::move(name);
  object.label = std::move(label);
  object.plural = std::move(plural);
  object.colour = "grey";
  object.title_field = "name";
  object.default_sort = {"name"};
  object.read_only = true;
  object.fields = std::move(fields);
  for (Field& field : system_fields()) object.fields.push_back(std::move(field));
  return object;
}

}  // namespace

std::vector<Field> system_fields() {
  return {
      system_field(kOwner, "owner", {"Verantwortlich", "Owner"}, FieldType::user),
      system_link(kUnit, "unit", {"Einheit", "Unit"}, "unit"),
      computed(system_link(kTerritory, "territory", {"Gebiet", "Territory"}, "territory")),
      computed(
          system_link(kOrganisation, "organisation", {"Organisation", "Organisation"}, "unit")),
      system_field(kConfidential, "confidential", {"Vertraulich", "Confidential"},
                   FieldType::checkbox),
      system_field(kCreatedAt, "created_at", {"Angelegt am", "Created on"},
                   FieldType::instant_system),
      system_field(kCreatedBy, "created_by", {"Angelegt von", "Created by"},
                   FieldType::user_system),
      system_field(kChangedAt, "changed_at", {"Geändert am", "Changed on"},
                   FieldType::instant_system),
      system_field(kChangedBy, "changed_by", {"Geändert von", "Changed by"},
                   FieldType::user_system),
      system_field(kDeletedAt, "deleted_at", {"Gelöscht am", "Deleted on"},
                   FieldType::instant_system),
  };
}

Object user_object() {
  Object user = built_in(
      kUserObject, "user", {"Benutzer", "User"}, {"Benutzer", "Users"},
      {name_field(kUserName), own_field(kUserEmail, "email", {"E-Mail", "Email"}, FieldType::text),
       own_field(kUserLanguage, "language", {"Sprache", "Language"}, FieldType::text),
       own_field(kUserActive, "active", {"Aktiv", "Active"}, FieldType::checkbox)});
  user.icon = "user-circle";
  user.subtitle = {"email"};
  return user;
}

Object unit_object() {
  Field parent = own_field(kUnitParent, "parent", {"Übergeordnet", "Parent"}, FieldType::relation);
  parent.relation.target = "unit";
  Object unit = built_in(
      kUnitObject, "unit", {"Einheit", "Unit"}, {"Einheiten", "Units"},
      {name_field(kUnitName), own_field(kUnitKind, "kind", {"Art", "Kind"}, FieldType::text),
       std::move(parent), own_field(kUnitDepth, "depth", {"Ebene", "Level"}, FieldType::number),
       own_field(kUnitExternal, "external", {"Extern", "External"}, FieldType::checkbox),
       own_field(kUnitClosed, "closed", {"Geschlossen", "Closed"}, FieldType::checkbox)});
  unit.icon = "sitemap";
  return unit;
}

Object team_object() {
  Object team =
      built_in(kTeamObject, "team", {"Team", "Team"}, {"Teams", "Teams"}, {name_field(kTeamName)});
  team.icon = "users-group";
  return team;
}

Object territory_object() {
  Object territory = built_in(kTerritoryObject, "territory", {"Gebiet", "Territory"},
                              {"Gebiete", "Territories"}, {name_field(kTerritoryName)});
  territory.icon = "map-2";
  return territory;
}

std::vector<Object> built_in_objects() {
  return {user_object(), unit_object(), team_object(), territory_object()};
}

}  // namespace kontor::schema
