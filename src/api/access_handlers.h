// Answers about rights and single shares: docs/api/access.md.
#pragma once

#include "api/call.h"

namespace kontor::api {

[[nodiscard]] Result<http::Response> explain_access(Call& call);
[[nodiscard]] Result<http::Response> who_has_access(Call& call);

[[nodiscard]] Result<http::Response> list_shares(Call& call);
[[nodiscard]] Result<http::Response> list_hidden(Call& call);
[[nodiscard]] Result<http::Response> request_access(Call& call);
[[nodiscard]] Result<http::Response> share_record(Call& call);
[[nodiscard]] Result<http::Response> unshare_record(Call& call);

}  // namespace kontor::api
