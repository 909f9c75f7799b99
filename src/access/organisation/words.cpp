#include "access/organisation/words.h"

namespace kontor::access {

std::string_view to_string(UnitKind kind) {
  switch (kind) {
    case UnitKind::company:
      return "company";
    case UnitKind::division:
      return "division";
    case UnitKind::group:
      return "group";
    case UnitKind::seat:
      return "seat";
  }
  return "group";
}

std::string_view to_string(Place place) {
  switch (place) {
    case Place::head:
      return "head";
    case Place::member:
      return "member";
    case Place::deputy:
      return "deputy";
  }
  return "member";
}

std::string_view to_string(Distribution mode) {
  switch (mode) {
    case Distribution::off:
      return "off";
    case Distribution::in_turn:
      return "in_turn";
    case Distribution::by_load:
      return "by_load";
  }
  return "off";
}

std::optional<Distribution> distribution(std::string_view word) {
  for (Distribution mode : {Distribution::off, Distribution::in_turn, Distribution::by_load})
    if (to_string(mode) == word) return mode;
  return {};
}

std::optional<UnitKind> unit_kind(std::string_view word) {
  for (UnitKind kind : {UnitKind::company, UnitKind::division, UnitKind::group, UnitKind::seat})
    if (to_string(kind) == word) return kind;
  return {};
}

std::optional<Place> place(std::string_view word) {
  for (Place each : {Place::head, Place::member, Place::deputy})
    if (to_string(each) == word) return each;
  return {};
}

}  // namespace kontor::access
