#include <algorithm>
#include <ctime>
#include <exception>
#include <stdexcept>
#include <string>

#include "http/detail/shared.h"
#include "http/security_headers.h"

namespace kontor::http::detail {

namespace {

const std::string& date_line() {
  static std::time_t last = 0;
  static std::string line;
  std::time_t now = std::time(nullptr);
  if (now != last) {
    std::tm utc{};
    gmtime_r(&now, &utc);
    char text[64];
    std::strftime(text, sizeof text, "Date: %a, %d %b %Y %H:%M:%S GMT\r\n", &utc);
    line = text;
    last = now;
  }
  return line;
}

// A line break in a header would let its value forge others.
Response&& checked(Response&& response) {
  auto control = [](char c) {
    auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && c != '\t') || byte == 0x7F;
  };
  for (const Header& header : response.headers) {
    if (std::ranges::any_of(header.name, control) || std::ranges::any_of(header.value, control)) {
      throw std::logic_error("control byte in header " + header.name);
    }
  }
  return std::move(response);
}

}  // namespace

Response invoke(const Shared& shared, const Handler& handler, Request& request) {
  try {
    if (request.cancelled()) return render(shared, {Code::unavailable, "http.too_late"}, &request);
    Result<Response> result = handler(request);
    if (result) return checked(std::move(*result));
    return render(shared, result.error(), &request);
  } catch (const std::exception& bug) {
    return render(shared, {Code::internal, "internal", {}, {}, bug.what()}, &request);
  }
}

namespace {

// When to come back, in seconds; empty if coming back does not help.
std::string retry_after(const Error& error) {
  if (error.code == Code::unavailable || error.code == Code::unknown_outcome) return "1";
  if (error.code != Code::too_many) return "";
  auto seconds = std::ranges::find(error.params, "seconds", &ErrorParam::name);
  return seconds == error.params.end() ? "1" : seconds->value;
}

}  // namespace

Response render(const Shared& shared, const Error& error, const Request* request) {
  Response response = shared.options.render_error(error, request);
  std::string seconds = retry_after(error);
  if (!seconds.empty()) response.headers.set("Retry-After", seconds);
  return response;
}

std::string response_head(const Response& response, std::int64_t length, bool keep_alive,
                          bool secure) {
  std::string head;
  head.reserve(1024);
  head.append("HTTP/1.1 ").append(std::to_string(response.status)).append(" ");
  head.append(reason_of(response.status)).append("\r\n").append(date_line());
  head += security_lines(response.headers, secure);
  for (const Header& header : response.headers) {
    head.append(header.name).append(": ").append(header.value).append("\r\n");
  }
  bool empty = response.status == 204 || response.status == 304;
  if (length < 0) {
    head += "Transfer-Encoding: chunked\r\n";
  } else if (!empty) {
    head.append("Content-Length: ").append(std::to_string(length)).append("\r\n");
  }
  head += keep_alive ? "Connection: keep-alive\r\n\r\n" : "Connection: close\r\n\r\n";
  return head;
}

}  // namespace kontor::http::detail
