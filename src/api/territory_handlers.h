// Territories: docs/api/organisation.md.
#pragma once

#include "api/call.h"

namespace kontor::api {

[[nodiscard]] Result<http::Response> list_territories(Call& call);
[[nodiscard]] Result<http::Response> find_territory(Call& call);
[[nodiscard]] Result<http::Response> change_distribution(Call& call);
[[nodiscard]] Result<http::Response> add_territory(Call& call);
[[nodiscard]] Result<http::Response> change_territory(Call& call);
[[nodiscard]] Result<http::Response> remove_territory(Call& call);
[[nodiscard]] Result<http::Response> add_holder(Call& call);
[[nodiscard]] Result<http::Response> remove_holder(Call& call);

}  // namespace kontor::api
