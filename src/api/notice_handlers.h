// What the program has to tell somebody, and approvals: docs/api/procedures.md.
#pragma once

#include "api/call.h"

namespace kontor::api {

Result<http::Response> list_notices(Call& call);
Result<http::Response> read_notices(Call& call);

Result<http::Response> list_approvals(Call& call);
Result<http::Response> show_approval(Call& call);
Result<http::Response> change_approval(Call& call);

// For administrators.
Result<http::Response> show_protection(Call& call);
Result<http::Response> change_protection(Call& call);

}  // namespace kontor::api
