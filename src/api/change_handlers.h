// Taking changes back, and finding duplicates: docs/api/records.md.
#pragma once

#include "api/call.h"

namespace kontor::api {

Result<http::Response> list_changes(Call& call);
Result<http::Response> undo_change(Call& call);
Result<http::Response> find_duplicates(Call& call);

}  // namespace kontor::api
