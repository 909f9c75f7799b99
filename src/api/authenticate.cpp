#include "api/authenticate.h"

#include "access/viewing.h"
#include "auth/csrf.h"
#include "auth/keys.h"
#include "http/cookie.h"

namespace kontor::api {
namespace {

Result<std::optional<Caller>> by_key(std::string_view key, const Services& services) {
  auto holder = TRY(services.keys.find(key));
  if (!holder) return std::nullopt;
  return Caller{holder->actor, holder->user, {}, holder->key};
}

Result<std::optional<Caller>> by_cookie(const http::Request& request, const Services& services) {
  const auto token = request.cookie(http::cookie_name(kSessionCookie, request.secure));
  if (token.empty()) return std::nullopt;
  auto signed_in = TRY(services.sessions.find(token));
  if (!signed_in) return std::nullopt;
  TRY(refuse_other_sites(request, true));
  Caller caller{signed_in->actor, signed_in->user, signed_in->session, {}};
  if (const auto viewing = TRY(access::viewing_of(services.access, caller.session))) {
    caller.actor.viewed = viewing->viewed;
    caller.actor.emergency = viewing->emergency;
    caller.actor.may_write = false;
  }
  return caller;
}

}  // namespace

Result<std::optional<Caller>> authenticate(const http::Request& request, const Services& services) {
  const auto key = auth::bearer_key(request.headers.get("Authorization"));
  return key.empty() ? by_cookie(request, services) : by_key(key, services);
}

Result<void> refuse_other_sites(const http::Request& request, bool by_cookie) {
  const auth::CsrfFacts facts{.safe_method = http::is_safe(request.method),
                              .by_cookie = by_cookie,
                              .marker = request.headers.get("X-Kontor-CSRF"),
                              .origin = request.headers.get("Origin"),
                              .site = request.headers.get("Sec-Fetch-Site"),
                              .host = request.headers.get("Host")};
  if (auth::csrf_ok(facts)) return {};
  return fail(Code::forbidden, "request.csrf");
}

auth::Client client_of(const http::Request& request) {
  return {.address = request.peer,
          .agent = std::string(request.headers.get("User-Agent").substr(0, 300))};
}

}  // namespace kontor::api
