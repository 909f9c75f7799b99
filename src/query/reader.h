// Everything a reading path needs to know about who reads and what from. Made by the access room
// (access/view.h), lives as long as one request.
#pragma once

#include "query/cursor.h"
#include "query/scope.h"
#include "schema/catalogue.h"
#include "storage/database.h"

namespace kontor::query {

class PlanMemory;  // plan_memory.h

struct Reader {
  storage::Connection& connection;
  schema::CataloguePtr catalogue;
  ScopeSource& rights;
  const CursorSealer& cursors;
  PlanMemory* plans = nullptr;  // of all readers; none: every page finds its way anew
};

// Errors: Code::not_found, object.unknown.
[[nodiscard]] inline Result<const schema::Object*> find_object(const schema::Catalogue& catalogue,
                                                               std::string_view name) {
  if (const auto* object = catalogue.object(name); object && !object->archived) return object;
  return fail(Code::not_found, "object.unknown", {{"name", std::string(name.substr(0, 100))}});
}

}  // namespace kontor::query
