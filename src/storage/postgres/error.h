// SQLSTATEs as errors of ours (https://www.postgresql.org/docs/15/errcodes-appendix.html).
#pragma once

#include <libpq-fe.h>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

namespace kontor::storage::postgres {

struct ClearResult {
  void operator()(PGresult* result) const { PQclear(result); }
};
using Answer = std::unique_ptr<PGresult, ClearResult>;

// Five characters; empty when the server did not say it (a lost connection).
std::string sqlstate_of(const PGresult* result);

Error error_of(const PGresult* result, std::string_view doing);

// The connection to the server is gone or going; what was sent last may or may not have happened.
bool is_disconnect(std::string_view sqlstate);

// Running the whole transaction again may well succeed.
bool is_worth_another_try(std::string_view sqlstate);

}  // namespace kontor::storage::postgres
