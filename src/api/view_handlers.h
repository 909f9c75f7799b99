// Saved views: docs/api/records.md.
#pragma once

#include "api/call.h"

namespace kontor::api {

Result<http::Response> create_view(Call& call);
Result<http::Response> update_view(Call& call);
Result<http::Response> delete_view(Call& call);

}  // namespace kontor::api
