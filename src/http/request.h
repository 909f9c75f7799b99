// A request as a handler sees it: parsed, bounded, and complete with its body.
#pragma once

#include <atomic>
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "http/headers.h"
#include "http/target.h"

namespace kontor::http {

enum class Method : unsigned char { get, head, post, put, patch, del };

std::string_view to_string(Method method);
// GET and HEAD (RFC 9110, 9.2.1).
bool is_safe(Method method);

// A body too large for memory, in a file that is removed with the request.
class SpooledBody {
 public:
  explicit SpooledBody(std::string path) : path_(std::move(path)) {}
  ~SpooledBody();
  SpooledBody(const SpooledBody&) = delete;
  SpooledBody& operator=(const SpooledBody&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

struct Request {
  Method method = Method::get;
  std::string raw_target;  // as sent
  Target target;
  Headers headers;
  std::string body;                        // unless it was spooled
  std::shared_ptr<SpooledBody> body_file;  // bodies above the route's `spool_above`
  std::string peer;                        // address of the client, without port
  bool secure = false;                     // it came through TLS (the reverse proxy's)
  std::vector<std::pair<std::string, std::string>> params;  // {name} parts of the route

  std::chrono::steady_clock::time_point deadline = std::chrono::steady_clock::time_point::max();
  std::shared_ptr<const std::atomic<bool>> gone;  // set when the client went away

  // A {name} of the route's pattern. Asking for a name the pattern lacks is a bug (throws).
  const std::string& param(std::string_view name) const;
  // The first value of a query parameter.
  std::optional<std::string_view> query(std::string_view name) const;
  // A cookie's value; empty when it was not sent.
  std::string_view cookie(std::string_view name) const;
  // Nobody waits for the answer any more: the client left or the deadline passed.
  bool cancelled() const;
};

}  // namespace kontor::http
