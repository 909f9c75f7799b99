// From a request to the actor behind it: a session cookie or an API key.
#pragma once

#include <optional>

#include "api/services.h"
#include "auth/sessions.h"
#include "base/result.h"
#include "http/request.h"

namespace kontor::api {

inline constexpr std::string_view kSessionCookie = "kontor_session";

struct Caller {
  auth::Actor actor;
  auth::User user;
  RecordId session;  // none: an API key
  RecordId key;      // or that key
};

// Nothing when nobody is named, or when the one named does not exist (any more).
// Errors: forbidden "request.csrf" for a cookie that another site made the browser send.
[[nodiscard]] Result<std::optional<Caller>> authenticate(const http::Request& request,
                                                         const Services& services);

// For requests that log in: they have no session yet, but must come from our own page.
[[nodiscard]] Result<void> refuse_other_sites(const http::Request& request, bool by_cookie);

auth::Client client_of(const http::Request& request);

}  // namespace kontor::api
