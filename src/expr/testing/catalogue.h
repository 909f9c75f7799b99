// Catalogues to test against: a small readable one, and the pieces the random ones are made of.
#pragma once

#include <string>
#include <vector>

#include "schema/catalogue.h"

namespace kontor::expr::testing {

// Makes an object field by field; the first field is its title.
class ObjectBuilder {
 public:
  ObjectBuilder(int id, std::string name, schema::Label label);

  // The field just added may be changed until the next one is.
  schema::Field& add(schema::FieldType type, std::string name, schema::Label label);
  schema::Field& to_one(std::string target, std::string name, schema::Label label);
  // Another side of the to-one relation `inverse` of `target`.
  schema::Field& derived(std::string target, std::string inverse, std::string name,
                         schema::Label label);
  // To many with a link table of its own.
  schema::Field& linked(std::string target, std::string name, schema::Label label);

  // With the columns of every record as fields, and the storage of each field.
  schema::Object done();

 private:
  schema::Object object_;
};

schema::Option option(int id, std::string key, schema::Label label,
                      schema::OptionKind kind = schema::OptionKind::none, int probability = 0);

// person, company, deal, user, unit with fields of every type.
schema::CataloguePtr small_catalogue();

}  // namespace kontor::expr::testing
