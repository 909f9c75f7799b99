// Cookies this server sets (RFC 6265). Always HttpOnly, SameSite=Lax, Path=/ and without Domain.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

namespace kontor::http {

// Under TLS a cookie carries the "__Host-" prefix, which browsers bind to this host and to TLS.
std::string cookie_name(std::string_view name, bool secure);

// A Set-Cookie value. The value must be of token characters (ours are base64url).
std::string set_cookie(std::string_view name, std::string_view value, std::chrono::seconds max_age,
                       bool secure);
// Makes the browser forget it.
std::string clear_cookie(std::string_view name, bool secure);

}  // namespace kontor::http
