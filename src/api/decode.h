// Reads the members of a JSON body strictly: a wrong kind, a value out of range or an unknown name
// is an error that names the member.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "base/json.h"
#include "base/result.h"
#include "http/request.h"

namespace kontor::api {

class Members {
 public:
  // `value` must be an object; an absent or empty body is {}.
  [[nodiscard]] static Result<Members> of(const JsonValue& value);
  [[nodiscard]] static Result<Members> of_body(const http::Request& request);

  // Each answers nothing when the member is absent or null.
  [[nodiscard]] Result<std::optional<std::string>> text(std::string_view name,
                                                        std::size_t max_bytes = 4096);
  [[nodiscard]] Result<std::optional<std::int64_t>> integer(std::string_view name, std::int64_t min,
                                                            std::int64_t max);
  [[nodiscard]] Result<std::optional<bool>> boolean(std::string_view name);
  [[nodiscard]] Result<std::optional<RecordId>> id(std::string_view name);
  [[nodiscard]] Result<std::optional<std::vector<std::string>>> texts(std::string_view name,
                                                                      std::size_t max_items = 200);
  [[nodiscard]] Result<std::optional<std::vector<RecordId>>> ids(std::string_view name,
                                                                 std::size_t max_items = 10'000);
  // The member as it is; nullptr when absent or null.
  const JsonValue* value(std::string_view name);
  // Is it there at all, be it null?
  bool names(std::string_view name) const { return object_.find(name) != nullptr; }

  // The same, for members that must be there.
  [[nodiscard]] Result<std::string> required_text(std::string_view name,
                                                  std::size_t max_bytes = 4096);

  // Fails for a member nobody asked for.
  [[nodiscard]] Result<void> done() const;

 private:
  JsonValue object_;
  std::vector<std::string> asked_;
};

// A query parameter as a number within bounds.
[[nodiscard]] Result<std::int64_t> query_integer(const http::Request& request,
                                                 std::string_view name, std::int64_t fallback,
                                                 std::int64_t min, std::int64_t max);

// An id in the path. What is no id cannot exist: Code::not_found.
[[nodiscard]] Result<RecordId> path_id(const http::Request& request, std::string_view name = "id");

}  // namespace kontor::api
