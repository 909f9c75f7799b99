// The one table of endpoints. A line says who may knock, in which lane the handler runs and how
// large a body may be; everything else is the handler's.
#pragma once

#include <span>

#include "api/openapi.h"
#include "api/services.h"
#include "http/router.h"

namespace kontor::api {

std::span<const RouteFacts> route_facts();

void add_routes(http::Router& router, const Services& services);

}  // namespace kontor::api
