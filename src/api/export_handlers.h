// Records as a file: docs/api/session.md, "Export".
#pragma once

#include "api/call.h"

namespace kontor::api {

Result<http::Response> export_records(Call& call);

}  // namespace kontor::api
