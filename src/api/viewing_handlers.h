// Looking through the eyes of somebody else, and the log of what was read. docs/api/access.md.
#pragma once

#include "api/call.h"

namespace kontor::api {

[[nodiscard]] Result<http::Response> begin_viewing(Call& call);
[[nodiscard]] Result<http::Response> show_viewing(Call& call);
[[nodiscard]] Result<http::Response> end_viewing(Call& call);
[[nodiscard]] Result<http::Response> show_access_log(Call& call);

// `"viewing": {...}` or `"viewing": null`, inside an object.
[[nodiscard]] Result<void> write_viewing(Call& call, JsonWriter& json);

}  // namespace kontor::api
