// Rules as text and as parts, nothing saved: docs/api/access.md, "Reading a text".
#pragma once

#include "api/call.h"

namespace kontor::api {

[[nodiscard]] Result<http::Response> read_rule_text(Call& call);

}  // namespace kontor::api
