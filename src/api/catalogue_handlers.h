// What exists: docs/api/records.md, "GET /api/objects".
#pragma once

#include "api/call.h"

namespace kontor::api {

Result<http::Response> list_objects(Call& call);

}  // namespace kontor::api
