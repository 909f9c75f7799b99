// One request on its way through a handler: who asks, in which language, and what they may read.
// Every handler has the same shape: decode, call a room, encode. None decides about rights.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "access/view.h"
#include "api/authenticate.h"
#include "api/messages.h"
#include "api/services.h"
#include "auth/actor.h"
#include "base/json.h"
#include "base/result.h"
#include "http/request.h"
#include "http/response.h"
#include "query/reader.h"

namespace kontor::api {

class Call {
 public:
  Call(http::Request& request, const Services& services, Caller caller)
      : request(request),
        services(services),
        caller(std::move(caller)),
        actor(this->caller.actor),
        language(accepted_language(request.headers.get("Accept-Language"))) {}
  Call(const Call&) = delete;

  http::Request& request;
  const Services& services;
  const Caller caller;  // of routes that need nobody: an actor without rights
  const auth::Actor& actor;
  const Language language;

  // The database as this request sees it: one consistent state, opened when first asked for.
  [[nodiscard]] Result<query::Reader> reader();
  // Lets go of it, so that the next reader() sees what was written meanwhile.
  void forget_view() { view_.reset(); }
  // Writes down what the answer delivers of protected fields, before it leaves.
  [[nodiscard]] Result<void> keep_reading_log(std::string_view pattern);

 private:
  std::unique_ptr<access::View> view_;
};

using Handler = Result<http::Response> (*)(Call&);

// An answer whose JSON `write` produces.
[[nodiscard]] Result<http::Response> answer_json(
    const std::function<Result<void>(JsonWriter&)>& write, int status = 200);

}  // namespace kontor::api
