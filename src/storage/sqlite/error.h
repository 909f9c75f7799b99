// SQLite's result codes as errors of ours.
#pragma once

#include <string_view>

#include "base/result.h"

struct sqlite3;

namespace kontor::storage::sqlite {

// `code` is an extended result code; `doing` says for the log what was tried.
Error error_of(sqlite3* db, int code, std::string_view doing);

// The disk answered wrongly: nothing may be promised about later writes.
bool is_io_failure(int code);

}  // namespace kontor::storage::sqlite
