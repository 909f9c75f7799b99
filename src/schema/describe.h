// The catalogue as the API answers it (docs/api/records.md, GET /api/objects).
#pragma once

#include <cstdint>
#include <functional>

#include "base/json.h"
#include "schema/catalogue.h"

namespace kontor::schema {

struct ObjectAbilities {
  bool create = false, import = false, export_data = false;
};

// Who reads. The caller asks the access room; this room knows no rights.
struct CatalogueReader {
  std::int64_t user = 0;  // personal views of others are left out
  bool edits_shared_views = false;
  std::function<bool(const Object&)> sees_object;
  std::function<bool(const Object&, const Field&)> sees_field;
  std::function<ObjectAbilities(const Object&)> abilities;
};

// {"catalogue_version":..., "objects":[...]} without archived objects and fields, and without
// relations to objects the reader does not see. Archived options stay: records may hold them.
void describe(JsonWriter& json, const Catalogue& catalogue, const CatalogueReader& reader);

// One entry of an object's "views".
void describe_view(JsonWriter& json, const View& view, bool may_edit);

// Whether a list can be sorted by the field itself (not by a part of it).
bool is_sortable(const Field& field);

}  // namespace kontor::schema
