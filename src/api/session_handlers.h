// Logging in and out, setting up, keys and users: docs/api/session.md.
#pragma once

#include "api/call.h"

namespace kontor::api {

Result<http::Response> health(Call& call);
Result<http::Response> set_up(Call& call);
Result<http::Response> log_in(Call& call);
Result<http::Response> show_session(Call& call);
Result<http::Response> change_session(Call& call);
Result<http::Response> log_out(Call& call);
Result<http::Response> list_sessions(Call& call);
Result<http::Response> end_session(Call& call);

}  // namespace kontor::api
