// How objects and fields are called in German rules: by their labels where these are unambiguous,
// else by "#" and the API name, which always works.
#pragma once

#include <string>
#include <string_view>

#include "schema/catalogue.h"

namespace kontor::access {

std::string said_object(const schema::Object& object, const schema::Catalogue& catalogue,
                        schema::Language language);
const schema::Object* find_object(std::string_view said, const schema::Catalogue& catalogue,
                                  schema::Language language);

std::string said_field(std::string_view name, const schema::Object& object,
                       schema::Language language);
const schema::Field* find_field(std::string_view said, const schema::Object& object,
                                schema::Language language);

}  // namespace kontor::access
