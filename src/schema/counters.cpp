#include "schema/counters.h"

namespace kontor::schema {

std::vector<const Field*> tallied_fields(const Object& object) {
  std::vector<const Field*> fields;
  for (const Field& field : object.fields)
    if (field.type == FieldType::status) fields.push_back(&field);
  return fields;
}

}  // namespace kontor::schema
