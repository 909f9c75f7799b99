// Whether a catalogue makes sense as a whole: names, limits, what refers to what.
#pragma once

#include "base/result.h"
#include "schema/catalogue.h"

namespace kontor::schema {

// Code::invalid with Error::field = where: "person", "person.company", "person.category.a" (an
// option), "person.views.mine". Keys:
//   schema.bad_name {name}            schema.reserved_name {name}    schema.name_taken {name}
//   schema.too_many {what, max}       schema.missing_label           schema.label_too_long {max}
//   schema.unknown_colour {name, allowed}
//   schema.no_title                   schema.no_such_field {name}    schema.no_such_object {name}
//   schema.setting {setting, type}    (a setting that this type of field cannot have, or needs)
//   schema.inverse {name}             (the other side of a relation is missing or points elsewhere)
[[nodiscard]] Result<void> check(const Catalogue& catalogue);

// A path from `object` to a value: fields, at most two to-one hops, then a field, a part of one or
// what the expression language asks of options and money ("stage.kind", "value.currency").
bool is_path(const std::vector<Object>& objects, const Object& object, std::string_view path);

}  // namespace kontor::schema
