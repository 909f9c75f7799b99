#include "http/security_headers.h"

#include <string_view>

namespace kontor::http {

namespace {

constexpr std::string_view kPagePolicy =
    "Content-Security-Policy: default-src 'self'; script-src 'self'; style-src 'self' "
    "'unsafe-inline'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; form-action "
    "'self'; frame-ancestors 'none'\r\n";

constexpr std::string_view kDataPolicy =
    "Content-Security-Policy: default-src 'none'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'; sandbox\r\n";

// Referrer-Policy is not "no-referrer": that would blank the Origin header the CSRF check reads.
constexpr std::string_view kAlways =
    "X-Content-Type-Options: nosniff\r\n"
    "X-Frame-Options: DENY\r\n"
    "Referrer-Policy: same-origin\r\n"
    "Cross-Origin-Opener-Policy: same-origin\r\n"
    "Cross-Origin-Resource-Policy: same-origin\r\n"
    "Permissions-Policy: camera=(self), geolocation=(self), microphone=(), payment=(), usb=()\r\n";

constexpr std::string_view kOverTls = "Strict-Transport-Security: max-age=31536000\r\n";

}  // namespace

std::string security_lines(const Headers& headers, bool secure) {
  std::string lines(kAlways);
  if (secure) lines += kOverTls;
  if (!headers.has("Content-Security-Policy")) {
    std::string_view type = headers.get("Content-Type");
    // Scripts and styles of the client keep no policy of their own, but a worker would.
    bool page = type.starts_with("text/html") || type.starts_with("text/javascript");
    lines += page ? kPagePolicy : kDataPolicy;
  }
  if (!headers.has("Cache-Control")) lines += "Cache-Control: no-store\r\n";
  return lines;
}

}  // namespace kontor::http
