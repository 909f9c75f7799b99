// Reading: docs/api/records.md.
#pragma once

#include "api/call.h"

namespace kontor::api {

Result<http::Response> query_records(Call& call);
Result<http::Response> query_trash(Call& call);
Result<http::Response> count_records(Call& call);
Result<http::Response> read_board(Call& call);
Result<http::Response> read_record(Call& call);
Result<http::Response> read_timeline(Call& call);
Result<http::Response> read_related(Call& call);
Result<http::Response> search(Call& call);
Result<http::Response> pick(Call& call);

}  // namespace kontor::api
