// Importing files: docs/api/session.md, "Import".
#pragma once

#include "api/call.h"

namespace kontor::api {

Result<http::Response> upload_import(Call& call);
Result<http::Response> list_imports(Call& call);
Result<http::Response> show_import(Call& call);
Result<http::Response> change_import(Call& call);
Result<http::Response> check_import(Call& call);
Result<http::Response> run_import(Call& call);
Result<http::Response> undo_import(Call& call);
Result<http::Response> download_problems(Call& call);

}  // namespace kontor::api
