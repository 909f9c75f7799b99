#include "api/member_handlers.h"

#include "api/decode.h"
#include "api/organisation_handlers.h"
#include "base/log.h"
#include "base/time.h"

namespace kontor::api {
namespace {

Result<http::Response> answer_link(RecordId user, const std::string& token, int status) {
  return answer_json(
      [&](JsonWriter& json) -> Result<void> {
        json.begin_object().key("id").text(to_string(user));
        json.key("login_link").text("/login?token=" + token).end_object();
        return {};
      },
      status);
}

}  // namespace

Result<http::Response> list_members(Call& call) {
  TRY(organisation_for(call, false));
  const auto accounts = TRY(call.services.users.accounts());
  return answer_json([&](JsonWriter& json) -> Result<void> {
    json.begin_object().key("users").begin_array();
    for (const auth::Account& account : accounts) {
      const auth::User& user = account.user;
      json.begin_object().key("id").text(to_string(user.id)).key("name").text(user.name);
      json.key("email").text(user.email).key("language").text(user.language);
      json.key("active").boolean(user.active).key("has_password").boolean(account.may_log_in);
      json.key("seen_at");
      account.seen_at ? json.text(to_string(*account.seen_at)) : json.null();
      json.end_object();
    }
    json.end_array().end_object();
    return {};
  });
}

Result<http::Response> add_member(Call& call) {
  TRY(organisation_for(call, true));
  Members body = TRY(Members::of_body(call.request));
  auth::NewUser wanted{.name = TRY(body.required_text("name", 1000)),
                       .email = TRY(body.required_text("email", 1000))};
  wanted.language = TRY(body.text("language", 10)).value_or("de");
  TRY(body.done());
  const RecordId id = TRY(call.services.users.add(wanted, call.caller.user.id));
  return answer_link(id, TRY(call.services.login.make_link(id)), 201);
}

Result<http::Response> change_member(Call& call) {
  TRY(organisation_for(call, true));
  const RecordId id = TRY(path_id(call.request));
  Members body = TRY(Members::of_body(call.request));
  const auto active = TRY(body.boolean("active"));
  TRY(body.done());
  if (!active) return http::no_content();
  // Whoever ends their own account by mistake could not take it back.
  if (!*active && id == call.caller.user.id) return fail(Code::conflict, "user.yourself");
  TRY(call.services.users.set_active(id, *active, call.caller.user.id));
  call.services.sessions.forget();
  return http::no_content();
}

Result<http::Response> make_login_link(Call& call) {
  TRY(organisation_for(call, true));
  const RecordId id = TRY(path_id(call.request));
  const auth::User user = TRY(call.services.users.get(id));
  if (!user.active) return fail(Code::conflict, "user.inactive");
  const std::string token = TRY(call.services.login.make_link(id));
  log_info("auth.login_link", {{"user", id.value}, {"by", call.caller.user.id.value}});
  return answer_link(id, token, 201);
}

}  // namespace kontor::api
