#include "expr/testing/catalogue.h"

#include "schema/layout.h"
#include "schema/system_fields.h"

namespace kontor::expr::testing {

using schema::Cardinality;
using schema::Field;
using schema::FieldType;
using schema::Label;
using schema::Object;
using schema::OptionKind;

ObjectBuilder::ObjectBuilder(int id, std::string name, Label label) {
  object_.id = id;
  object_.table = "o_" + name;
  object_.name = std::move(name);
  object_.plural = label;
  object_.label = std::move(label);
}

Field& ObjectBuilder::add(FieldType type, std::string name, Label label) {
  Field field;
  field.id = static_cast<int>(object_.fields.size()) + object_.id * 100;
  field.type = type;
  field.name = std::move(name);
  field.label = std::move(label);
  if (object_.fields.empty()) object_.title_field = field.name;
  return object_.fields.emplace_back(std::move(field));
}

Field& ObjectBuilder::to_one(std::string target, std::string name, Label label) {
  Field& field = add(FieldType::relation, std::move(name), std::move(label));
  field.relation.target = std::move(target);
  return field;
}

Field& ObjectBuilder::derived(std::string target, std::string inverse, std::string name,
                              Label label) {
  Field& field = linked(std::move(target), std::move(name), std::move(label));
  field.relation.inverse = std::move(inverse);
  field.relation.derived = true;
  return field;
}

Field& ObjectBuilder::linked(std::string target, std::string name, Label label) {
  Field& field = to_one(std::move(target), std::move(name), std::move(label));
  field.relation.cardinality = Cardinality::many;
  return field;
}

Object ObjectBuilder::done() {
  for (Field& field : object_.fields) schema::assign_storage(object_, field);
  for (Field& field : schema::system_fields()) object_.fields.push_back(std::move(field));
  return std::move(object_);
}

schema::Option option(int id, std::string key, Label label, OptionKind kind, int probability) {
  return {.id = id,
          .key = std::move(key),
          .label = std::move(label),
          .kind = kind,
          .probability = probability};
}

namespace {

Object user() {
  ObjectBuilder user(1, "user", {"Benutzer", "User"});
  user.add(FieldType::text, "name", {"Name", "Name"});
  user.to_one("unit", "division", {"Bereich", "Division"});
  return user.done();
}

Object person() {
  ObjectBuilder person(2, "person", {"Person", "Person"});
  person.add(FieldType::text, "name", {"Name", "Name"});
  person.add(FieldType::long_text, "note", {"Notiz", "Note"});
  person.add(FieldType::date, "birthday", {"Geburtstag", "Birthday"});
  person.add(FieldType::emails, "emails", {"E-Mail", "Email"});
  person.add(FieldType::phones, "phones", {"Telefon", "Phone"});
  person.add(FieldType::postal_address, "address", {"Adresse", "Address"});
  person.add(FieldType::checkbox, "vip", {"VIP", "VIP"});
  person.add(FieldType::multi_select, "tags", {"Schlagwörter", "Tags"}).options = {
      option(1, "fair", {"Messe", "Fair"}), option(2, "press", {"Presse", "Press"})};
  person.add(FieldType::number, "score", {"Wert", "Score"}).decimals = 2;
  person.add(FieldType::date_time, "met_at", {"Getroffen", "Met at"});
  person.to_one("company", "company", {"Firma", "Company"});
  return person.done();
}

Object company() {
  ObjectBuilder company(3, "company", {"Firma", "Company"});
  company.add(FieldType::text, "name", {"Name", "Name"});
  company.add(FieldType::text, "city", {"Ort", "City"});
  company.derived("person", "company", "people", {"Personen", "People"});
  company.linked("company", "partners", {"Partner", "Partners"});
  company.to_one("company", "parent", {"Mutter", "Parent"});
  company.add(FieldType::number, "staff", {"Mitarbeitende", "Staff"});
  company.derived("deal", "company", "deals", {"Chancen", "Deals"});
  return company.done();
}

Object deal() {
  ObjectBuilder deal(4, "deal", {"Chance", "Deal"});
  deal.add(FieldType::text, "name", {"Name", "Name"});
  deal.add(FieldType::money, "amount", {"Betrag", "Amount"});
  deal.add(FieldType::money, "cost", {"Kosten", "Cost"});
  deal.add(FieldType::status, "stage", {"Phase", "Stage"}).options = {
      option(1, "lead", {"Interessent", "Lead"}, OptionKind::qualification, 10),
      option(2, "offer", {"Angebot", "Offer"}, OptionKind::open, 50),
      option(3, "won", {"Gewonnen", "Won"}, OptionKind::won, 100),
      option(4, "lost", {"Verloren", "Lost"}, OptionKind::lost)};
  deal.add(FieldType::date, "due", {"Fällig am", "Due on"});
  deal.to_one("company", "company", {"Firma", "Company"});
  deal.add(FieldType::number, "quantity", {"Menge", "Quantity"}).decimals = 3;
  deal.to_one("unit", "division", {"Bereich", "Division"});
  deal.to_one("person", "contact", {"Ansprechperson", "Contact"});
  return deal.done();
}

Object unit() {
  ObjectBuilder unit(5, "unit", {"Bereich", "Unit"});
  unit.add(FieldType::text, "name", {"Name", "Name"});
  return unit.done();
}

}  // namespace

schema::CataloguePtr small_catalogue() {
  return std::make_shared<const schema::Catalogue>(
      1, std::vector<Object>{user(), person(), company(), deal(), unit()});
}

}  // namespace kontor::expr::testing
