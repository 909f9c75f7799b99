// API keys: docs/api/session.md.
#pragma once

#include "api/call.h"

namespace kontor::api {

Result<http::Response> make_key(Call& call);
Result<http::Response> list_keys(Call& call);
Result<http::Response> revoke_key(Call& call);

}  // namespace kontor::api
