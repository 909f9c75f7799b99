// The words of the organisation's enumerations, in the database and in the API.
#pragma once

#include <optional>
#include <string_view>

#include "access/organisation/organisation.h"

namespace kontor::access {

std::string_view to_string(UnitKind kind);
std::string_view to_string(Place place);
std::string_view to_string(Distribution mode);
std::optional<Distribution> distribution(std::string_view word);
std::optional<UnitKind> unit_kind(std::string_view word);
std::optional<Place> place(std::string_view word);

}  // namespace kontor::access
