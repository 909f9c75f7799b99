#include "api/session_handlers.h"

#include <algorithm>

#include "access/organisation/administer.h"
#include "access/organisation/load.h"
#include "api/decode.h"
#include "api/viewing_handlers.h"
#include "base/time.h"
#include "http/cookie.h"
#include "records/kits.h"

namespace kontor::api {
namespace {

void write_user(JsonWriter& json, const auth::User& user) {
  json.begin_object().key("id").text(to_string(user.id)).key("name").text(user.name);
  json.key("email").text(user.email).key("language").text(user.language).end_object();
}

// Who is logged in now, and the cookie that says so.
Result<http::Response> welcome(Call& call, const auth::NewSession& session) {
  auto response = TRY(answer_json([&](JsonWriter& json) -> Result<void> {
    json.begin_object().key("user");
    write_user(json, session.user);
    json.key("csrf").text("1").end_object();
    return {};
  }));
  response.headers.add("Set-Cookie",
                       http::set_cookie(http::cookie_name(kSessionCookie, call.request.secure),
                                        session.token, session.max_age, call.request.secure));
  return response;
}

// The units whose rules this person may write: those headed, and all below. Nobody writes any
// through the eyes of somebody else.
void write_headed(const Call& call, const access::Organisation& organisation, JsonWriter& json) {
  const access::Ids headed =
      call.actor.viewed ? access::Ids()
                        : organisation.headed_units(call.actor.user.value, system_clock().now());
  json.begin_array();
  for (const access::Unit& unit : organisation.units()) {
    const bool below = std::ranges::any_of(
        headed, [&](access::Id top) { return organisation.is_below(unit.id, top); });
    if (!below || unit.closed) continue;
    json.begin_object().key("id").text(std::to_string(unit.id)).key("name").text(unit.name);
    json.end_object();
  }
  json.end_array();
}

}  // namespace

Result<http::Response> health(Call& call) {
  const bool empty = TRY(call.services.users.none());
  return answer_json([&](JsonWriter& json) -> Result<void> {
    json.begin_object().key("status").text("ok").key("version").text(call.services.version);
    json.key("engine").text(call.services.engine).key("set_up").boolean(!empty).end_object();
    return {};
  });
}

Result<http::Response> set_up(Call& call) {
  TRY(refuse_other_sites(call.request, true));
  Members body = TRY(Members::of_body(call.request));
  const std::string token = TRY(body.required_text("token", 200));
  auth::NewUser user{.name = TRY(body.required_text("name", 1000)),
                     .email = TRY(body.required_text("email", 1000))};
  const std::string password = TRY(body.required_text("password", 4096));
  user.language = TRY(body.text("language", 10)).value_or("de");
  TRY(body.done());
  return welcome(call,
                 TRY(call.services.login.set_up(token, user, password, client_of(call.request))));
}

Result<http::Response> log_in(Call& call) {
  TRY(refuse_other_sites(call.request, true));
  Members body = TRY(Members::of_body(call.request));
  const auto link = TRY(body.text("login_token", 200));
  const auto email = TRY(body.text("email", 1000));
  const auto password = TRY(body.text("password", 4096));
  TRY(body.done());
  auth::Login& login = call.services.login;
  if (link) return welcome(call, TRY(login.with_link(*link, client_of(call.request))));
  return welcome(call, TRY(login.with_password(email.value_or(""), password.value_or(""),
                                               client_of(call.request))));
}

Result<http::Response> show_session(Call& call) {
  const query::Reader reader = TRY(call.reader());
  const bool sample = TRY(records::has_sample(reader.connection));
  const auto organisation = TRY(call.services.organisations.of(reader.connection));
  const bool administers =
      access::require_administrator(*organisation, call.actor, false).has_value();
  return answer_json([&](JsonWriter& json) -> Result<void> {
    json.begin_object().key("user");
    write_user(json, call.caller.user);
    json.key("workspace").begin_object().key("name").text("Kontor");
    json.key("sample_data").boolean(sample).key("kits").begin_array();
    for (const schema::InstalledKit& kit : reader.catalogue->kits()) json.text(kit.name);
    json.end_array().end_object();
    json.key("catalogue_version").number(reader.catalogue->version());
    json.key("languages").begin_array().text("de").text("en").end_array();
    json.key("can").begin_object().key("administer").boolean(administers).key("rules_of");
    write_headed(call, *organisation, json);
    json.end_object();
    TRY(write_viewing(call, json));
    json.end_object();
    return {};
  });
}

Result<http::Response> change_session(Call& call) {
  Members body = TRY(Members::of_body(call.request));
  const auto language = TRY(body.text("language", 10));
  const auto password = TRY(body.text("password", 4096));
  const auto current = TRY(body.text("current_password", 4096));
  TRY(body.done());
  const RecordId user = call.caller.user.id;
  if (language) TRY(call.services.users.set_language(user, *language));
  if (password)
    TRY(call.services.login.change_password(user, call.caller.session, current.value_or(""),
                                            *password, call.request.peer));
  return http::no_content();
}

Result<http::Response> log_out(Call& call) {
  if (call.caller.session)
    TRY(call.services.sessions.end(call.caller.user.id, call.caller.session));
  http::Response response = http::no_content();
  response.headers.add("Set-Cookie",
                       http::clear_cookie(http::cookie_name(kSessionCookie, call.request.secure),
                                          call.request.secure));
  return response;
}

Result<http::Response> list_sessions(Call& call) {
  const auto sessions = TRY(call.services.sessions.list(call.caller.user.id));
  return answer_json([&](JsonWriter& json) -> Result<void> {
    json.begin_object().key("sessions").begin_array();
    for (const auth::SessionInfo& session : sessions) {
      json.begin_object().key("id").text(to_string(session.id));
      json.key("created_at").text(to_string(session.created_at));
      json.key("seen_at").text(to_string(session.seen_at));
      json.key("address").text(session.client.address).key("agent").text(session.client.agent);
      json.key("current").boolean(session.id == call.caller.session).end_object();
    }
    json.end_array().end_object();
    return {};
  });
}

Result<http::Response> end_session(Call& call) {
  TRY(call.services.sessions.end(call.caller.user.id, TRY(path_id(call.request))));
  return http::no_content();
}

}  // namespace kontor::api
