// Result<T>: the answer of everything that can fail for an expected reason.
// Exceptions are for bugs only and are caught once, at the edge of a request or job.
#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kontor {

// The kinds of failure; each maps to one HTTP status and one exit code.
enum class Code {
  bad_request,      // 400 the request cannot be understood
  invalid,          // 422 understood, but a value is not acceptable
  unauthorized,     // 401 who is asking is unknown
  forbidden,        // 403 known, but not allowed
  not_found,        // 404 missing or hidden: never told apart
  conflict,         // 409 someone else changed the same thing, or it exists already
  too_large,        // 413
  too_many,         // 429
  unavailable,      // 503 overloaded or the database is away; retrying may help
  unknown_outcome,  // 503 the answer to a commit was lost: retry with the same idempotency key
  storage_full,     // 507
  cancelled,        // 499 the client went away or the deadline passed
  internal,         // 500 a bug
};

struct ErrorParam {
  std::string name;
  std::string value;
  bool operator==(const ErrorParam&) const = default;
};

// One failure. `key` names the sentence in the i18n catalogue ("error.<key>"), filled with `params`
// in the reader's language. `field` is the API name (or path) it concerns. `internal` goes to the
// log only and never leaves the house. `position` is a byte offset into an expression or file, -1
// if none.
struct Error {
  Code code = Code::internal;
  std::string key;
  std::vector<ErrorParam> params = {};
  std::string field = {};
  std::string internal = {};
  std::int64_t position = -1;

  // The same failure, said of `name`.
  Error in_field(std::string_view name) && {
    field = name;
    return std::move(*this);
  }
};

std::string_view to_string(Code code);

template <class T = void>
using Result = std::expected<T, Error>;
using Failure = std::unexpected<Error>;

inline Failure fail(Code code, std::string key, std::vector<ErrorParam> params = {},
                    std::string field = {}) {
  return Failure(Error{code, std::move(key), std::move(params), std::move(field)});
}

// A failure that means a bug or a broken environment: the detail is for the log.
inline Failure fail_internal(std::string detail) {
  return Failure(Error{Code::internal, "internal", {}, {}, std::move(detail)});
}

}  // namespace kontor

// The value of a Result, or return its error from the enclosing function.
#define TRY(...)                                                              \
  ({                                                                          \
    auto&& try_result_ = (__VA_ARGS__);                                       \
    if (!try_result_) return std::unexpected(std::move(try_result_).error()); \
    *std::move(try_result_);                                                  \
  })
