// Work in the background: docs/api/session.md, "Jobs".
#pragma once

#include "api/call.h"

namespace kontor::api {

Result<http::Response> list_jobs(Call& call);
Result<http::Response> show_job(Call& call);
Result<http::Response> stop_job(Call& call);

// The job as it stands now, if it is the caller's.
[[nodiscard]] Result<void> write_job(JsonWriter& json, Call& call, RecordId id);

}  // namespace kontor::api
