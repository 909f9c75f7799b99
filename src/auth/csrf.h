// Requests that another site made the browser send.
#pragma once

#include <string_view>

namespace kontor::auth {

struct CsrfFacts {
  bool safe_method = false;  // GET, HEAD
  bool by_cookie = false;    // the browser authenticates by itself; also true for login itself
  std::string_view marker;   // X-Kontor-CSRF
  std::string_view origin;   // Origin
  std::string_view site;     // Sec-Fetch-Site
  std::string_view host;     // Host
};

// Unsafe requests with a cookie need the header X-Kontor-CSRF: 1, which other origins cannot send
// without asking (CORS), and must not come from another origin as far as the browser says. The
// cookie's SameSite=Lax is a second line.
bool csrf_ok(const CsrfFacts& facts);

}  // namespace kontor::auth
