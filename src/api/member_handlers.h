// Who may log in, for administrators: docs/api/session.md, "Users".
#pragma once

#include "api/call.h"

namespace kontor::api {

[[nodiscard]] Result<http::Response> list_members(Call& call);
[[nodiscard]] Result<http::Response> add_member(Call& call);
[[nodiscard]] Result<http::Response> change_member(Call& call);
[[nodiscard]] Result<http::Response> make_login_link(Call& call);

}  // namespace kontor::api
