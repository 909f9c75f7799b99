// Rules, ready sets, and answers about rights: docs/api/access.md.
#pragma once

#include "api/call.h"

namespace kontor::api {

[[nodiscard]] Result<http::Response> read_rules(Call& call);
[[nodiscard]] Result<http::Response> change_rules(Call& call);
[[nodiscard]] Result<http::Response> list_ready_sets(Call& call);
[[nodiscard]] Result<http::Response> explain_access(Call& call);
[[nodiscard]] Result<http::Response> who_has_access(Call& call);

[[nodiscard]] Result<http::Response> list_shares(Call& call);
[[nodiscard]] Result<http::Response> share_record(Call& call);
[[nodiscard]] Result<http::Response> unshare_record(Call& call);

}  // namespace kontor::api
