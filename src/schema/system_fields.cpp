#include "schema/system_fields.h"

namespace kontor::schema {
namespace {

constexpr int kUserObject = 1;
constexpr int kSystemPosition = 1'000'000'000;  // behind every other field

// Ids are written into history rows: they never change.
enum SystemField {
  kOwner = 1,
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

Field user_field(int id, std::string name, Label label, FieldType type) {
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

}  // namespace

std::vector<Field> system_fields() {
  return {
      system_field(kOwner, "owner", {"Verantwortlich", "Owner"}, FieldType::user),
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
  Object user;
  user.id = kUserObject;
  user.name = "user";
  user.label = {"Benutzer", "User"};
  user.plural = {"Benutzer", "Users"};
  user.icon = "user-circle";
  user.colour = "grey";
  user.table = "o_user";
  user.title_field = "name";
  user.default_sort = {"name"};
  user.subtitle = {"email"};
  user.read_only = true;
  Field name = user_field(kUserName, "name", {"Name", "Name"}, FieldType::text);
  name.value.column = "title";
  name.value.fold_column = "title_fold";
  name.value.sort_column = "title_sort";
  user.fields = {
      std::move(name),
      user_field(kUserEmail, "email", {"E-Mail", "Email"}, FieldType::text),
      user_field(kUserLanguage, "language", {"Sprache", "Language"}, FieldType::text),
      user_field(kUserActive, "active", {"Aktiv", "Active"}, FieldType::checkbox),
  };
  for (Field& field : system_fields()) user.fields.push_back(std::move(field));
  return user;
}

}  // namespace kontor::schema
