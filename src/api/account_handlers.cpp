#include "api/account_handlers.h"

#include <algorithm>

#include "api/decode.h"
#include "base/time.h"

namespace kontor::api {
namespace {

void write_instant(JsonWriter& json, const std::optional<Instant>& instant) {
  instant ? json.text(to_string(*instant)) : json.null();
}

Result<std::optional<Instant>> expiry(Members& body) {
  const auto text = TRY(body.text("expires", 40));
  if (!text) return std::nullopt;
  const auto instant = parse_instant(*text);
  if (!instant)
    return fail(Code::bad_request, "request.wrong_kind",
                {{"name", "expires"}, {"expected", "2026-12-31T12:00:00Z"}}, "expires");
  return instant;
}

}  // namespace

Result<http::Response> make_key(Call& call) {
  Members body = TRY(Members::of_body(call.request));
  auth::NewKey wanted{.name = TRY(body.required_text("name", 1000))};
  const auto scopes = TRY(body.texts("scopes", 8)).value_or(std::vector<std::string>{"read"});
  wanted.may_write = std::ranges::find(scopes, "write") != scopes.end();
  wanted.expires_at = TRY(expiry(body));
  TRY(body.done());
  const auth::MadeKey made = TRY(call.services.keys.make(call.caller.user.id, wanted));
  return answer_json(
      [&](JsonWriter& json) -> Result<void> {
        json.begin_object()
            .key("id")
            .text(to_string(made.id))
            .key("key")
            .text(made.key)
            .end_object();
        return {};
      },
      201);
}

Result<http::Response> list_keys(Call& call) {
  const auto keys = TRY(call.services.keys.list(call.caller.user.id));
  return answer_json([&](JsonWriter& json) -> Result<void> {
    json.begin_object().key("keys").begin_array();
    for (const auth::KeyInfo& key : keys) {
      json.begin_object().key("id").text(to_string(key.id)).key("name").text(key.name);
      json.key("beginning").text(key.beginning).key("scopes").begin_array().text("read");
      if (key.may_write) json.text("write");
      json.end_array().key("created_at").text(to_string(key.created_at)).key("expires_at");
      write_instant(json, key.expires_at);
      json.key("used_at");
      write_instant(json, key.used_at);
      json.end_object();
    }
    json.end_array().end_object();
    return {};
  });
}

Result<http::Response> revoke_key(Call& call) {
  TRY(call.services.keys.revoke(call.caller.user.id, TRY(path_id(call.request))));
  return http::no_content();
}

}  // namespace kontor::api
