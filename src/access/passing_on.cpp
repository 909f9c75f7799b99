#include "access/passing_on.h"

#include <algorithm>

#include "query/shown.h"

namespace kontor::access {

using query::Mode;

Result<bool> shows_as_much(query::ScopeSource& giver, storage::Connection& connection,
                           const schema::Object& object, RecordId record, Mode least) {
  const auto shown = TRY(query::Shown::of(connection, object, {record.value}, giver));
  return std::ranges::all_of(object.fields, [&](const schema::Field& field) {
    const bool passed = field.field_class == schema::FieldClass::normal ||
                        field.field_class == schema::FieldClass::personal;
    return !passed || shown.mode(record.value, field) >= (field.read_only ? Mode::read : least);
  });
}

}  // namespace kontor::access
