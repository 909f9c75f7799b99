// object invoice titled subject, then one line per field:
//   subject text required
//   number auto_number "R-{year}-{number:4}"
//   discount percent 1
//   kind select a b c
//   customers relation many person inverse invoices
#include "records/schema_changes.h"
#include "schema/change/draft.h"
#include "schema/words.h"
#include "world.h"

namespace kontor::scenarios {
namespace {

using schema::Field;
using schema::FieldType;

schema::Option option(std::string key) {
  schema::Option option;
  option.label = {key, key};
  option.key = std::move(key);
  option.colour = "grey";
  return option;
}

bool holds_options(FieldType type) {
  return type == FieldType::select || type == FieldType::status || type == FieldType::multi_select;
}

Field read_field(Words& words, schema::Inverse& inverse) {
  Field field;
  field.name = words.word();
  field.label = {field.name, field.name};
  std::string type = words.word();
  auto known = schema::from_word<FieldType>(type);
  if (!known) throw Mismatch{"there is no field type `" + type + "`"};
  field.type = *known;
  if (field.type == FieldType::relation) {
    if (words.take("many")) field.relation.cardinality = schema::Cardinality::many;
    field.relation.target = words.word();
  }
  if (field.type == FieldType::auto_number) {
    field.pattern = words.text();
    field.read_only = true;
  }
  while (!words.done()) {
    if (words.take("required")) {
      field.required = true;
    } else if (words.take("unique")) {
      field.unique = true;
    } else if (words.take("open")) {
      field.open_options = true;
    } else if (words.take("default")) {
      field.default_value = words.text();
    } else if (words.take("inverse")) {
      inverse.name = words.word();
      inverse.label = {inverse.name, inverse.name};
    } else if (holds_options(field.type)) {
      field.options.push_back(option(words.word()));
    } else {
      field.decimals = std::stoi(words.word());
    }
  }
  return field;
}

}  // namespace

void World::make_object(const Statement& statement, Words words) {
  schema::Object object;
  object.name = words.word();
  object.label = object.plural = {object.name, object.name};
  object.icon = "file";
  object.colour = "grey";
  object.kit = "scenario";
  if (!words.take("titled")) throw Mismatch{"object NAME titled FIELD"};
  object.title_field = words.word();
  words.end();
  auto edit = [&](const schema::Catalogue& before) -> Result<schema::CataloguePtr> {
    schema::Draft draft(before);
    TRY(draft.add_object(object));
    for (const auto& line : statement.more) {
      Words more(line);
      schema::Inverse inverse;
      Field field = read_field(more, inverse);
      TRY(draft.add_field(object.name, std::move(field), {}, inverse));
    }
    return draft.finish();
  };
  auto done =
      records::change_schema(space().writer(), actor(statement.actor), records::Reason::edit, edit);
  if (!done) throw Mismatch{done.error().key + " " + done.error().field};
}

}  // namespace kontor::scenarios
