// GET /api/openapi.json: the API as OpenAPI 3.1 (https://spec.openapis.org/oas/v3.1.0). Paths,
// methods and who may knock come from the table in routes.cpp; what goes in and out from
// operations.json.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "http/router.h"

namespace kontor::api {

// A line of the table, as far as the description needs it.
struct RouteFacts {
  http::Method method;
  std::string_view pattern;  // "/api/objects/{object}/records/{id}"
  bool open = false;         // nobody need say who they are
  bool session_only = false;
};

// Errors: internal, when operations.json is broken.
[[nodiscard]] Result<std::string> openapi(std::span<const RouteFacts> routes,
                                          std::string_view version);

// Routes that operations.json does not describe, and what it describes that is no route:
// "GET /health". Must be empty.
[[nodiscard]] Result<std::vector<std::string>> undescribed(std::span<const RouteFacts> routes);

}  // namespace kontor::api
