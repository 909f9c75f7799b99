#include "http/cookie.h"

namespace kontor::http {

std::string cookie_name(std::string_view name, bool secure) {
  return (secure ? "__Host-" : "") + std::string(name);
}

std::string set_cookie(std::string_view name, std::string_view value, std::chrono::seconds max_age,
                       bool secure) {
  return cookie_name(name, secure) + "=" + std::string(value) +
         "; Path=/; HttpOnly; SameSite=Lax; Max-Age=" + std::to_string(max_age.count()) +
         (secure ? "; Secure" : "");
}

std::string clear_cookie(std::string_view name, bool secure) {
  return set_cookie(name, "", std::chrono::seconds(0), secure);
}

}  // namespace kontor::http
