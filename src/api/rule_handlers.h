// Changing the rules of access: what is in force, previews, lint, ready sets. docs/api/access.md.
#pragma once

#include "api/call.h"

namespace kontor::api {

[[nodiscard]] Result<http::Response> read_rules(Call& call);
[[nodiscard]] Result<http::Response> change_rules(Call& call);
[[nodiscard]] Result<http::Response> preview_rules(Call& call);
[[nodiscard]] Result<http::Response> lint_rules(Call& call);
[[nodiscard]] Result<http::Response> list_ready_sets(Call& call);

}  // namespace kontor::api
