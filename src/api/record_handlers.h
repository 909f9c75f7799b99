// Changing records: docs/api/records.md.
#pragma once

#include "api/call.h"

namespace kontor::api {

Result<http::Response> create_record(Call& call);
Result<http::Response> update_record(Call& call);
Result<http::Response> delete_record(Call& call);
Result<http::Response> restore_record(Call& call);
Result<http::Response> bulk_change(Call& call);

}  // namespace kontor::api
