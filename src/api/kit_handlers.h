// Kits and example records: docs/api/session.md.
#pragma once

#include "api/call.h"

namespace kontor::api {

Result<http::Response> list_kits(Call& call);
Result<http::Response> install_kit(Call& call);
Result<http::Response> remove_sample(Call& call);

}  // namespace kontor::api
