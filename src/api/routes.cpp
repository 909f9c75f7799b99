#include "api/routes.h"

#include "api/access_handlers.h"
#include "api/account_handlers.h"
#include "api/catalogue_handlers.h"
#include "api/change_handlers.h"
#include "api/export_handlers.h"
#include "api/import_handlers.h"
#include "api/job_handlers.h"
#include "api/kit_handlers.h"
#include "api/live.h"
#include "api/member_handlers.h"
#include "api/notice_handlers.h"
#include "api/organisation_handlers.h"
#include "api/query_handlers.h"
#include "api/record_handlers.h"
#include "api/rule_handlers.h"
#include "api/rule_text_handlers.h"
#include "api/session_handlers.h"
#include "api/territory_handlers.h"
#include "api/view_handlers.h"
#include "api/viewing_handlers.h"
#include "http/compress.h"

namespace kontor::api {
namespace {

using http::Lane;
using http::Method;

// Who may knock.
enum class Door {
  open,     // nobody need say who they are
  key,      // a session or an API key
  session,  // a person who is logged in: what a key must not do
};

enum class Freight {
  light,
  upload,    // takes a file: large, slow, and only of callers who are known already
  download,  // makes a file, which may take its time
};

struct Endpoint {
  Method method;
  std::string_view pattern;
  Door door;
  Lane lane;
  Handler handler;
  Freight freight = Freight::light;
};

Result<http::Response> describe_api(Call& call) {
  return http::json_response(TRY(openapi(route_facts(), call.services.version)));
}

// docs/api/session.md, "Import".
constexpr std::int64_t kUploadLimit = importing::kMaxFileBytes;
constexpr std::chrono::minutes kFileTime{20};

constexpr Lane kRead = Lane::fast;
constexpr Lane kWrite = Lane::writers;

// clang-format off
constexpr Endpoint kEndpoints[] = {
    {Method::get,   "/health",                                            Door::open,    kRead,  health},
    {Method::get,   "/api/openapi.json",                                  Door::open,    kRead,  describe_api},
    {Method::post,  "/api/setup",                                         Door::open,    kWrite, set_up},
    {Method::post,  "/api/session",                                       Door::open,    kWrite, log_in},
    {Method::get,   "/api/session",                                       Door::key,     kRead,  show_session},
    {Method::patch, "/api/session",                                       Door::session, kWrite, change_session},
    {Method::del,   "/api/session",                                       Door::session, kWrite, log_out},
    {Method::get,   "/api/sessions",                                      Door::session, kRead,  list_sessions},
    {Method::del,   "/api/sessions/{id}",                                 Door::session, kWrite, end_session},
    {Method::get,   "/api/keys",                                          Door::session, kRead,  list_keys},
    {Method::post,  "/api/keys",                                          Door::session, kWrite, make_key},
    {Method::del,   "/api/keys/{id}",                                     Door::session, kWrite, revoke_key},
    {Method::get,   "/api/users",                                         Door::key,     kRead,  list_members},
    {Method::post,  "/api/users",                                         Door::session, kWrite, add_member},
    {Method::patch, "/api/users/{id}",                                    Door::session, kWrite, change_member},
    {Method::post,  "/api/users/{id}/login-link",                         Door::session, kWrite, make_login_link},

    {Method::get,   "/api/access/rules",                                  Door::key,     kRead,  read_rules},
    {Method::put,   "/api/access/rules",                                  Door::key,     kWrite, change_rules},
    {Method::post,  "/api/access/rules/read",                             Door::key,     kRead,  read_rule_text},
    {Method::post,  "/api/access/preview",                                Door::key,     kWrite, preview_rules},
    {Method::post,  "/api/access/lint",                                   Door::key,     kWrite, lint_rules},
    {Method::get,   "/api/access/viewing",                                Door::session, kRead,  show_viewing},
    {Method::post,  "/api/access/viewing",                                Door::session, kWrite, begin_viewing},
    {Method::del,   "/api/access/viewing",                                Door::session, kWrite, end_viewing},
    {Method::get,   "/api/access/hidden",                                 Door::session, kRead,  list_hidden},
    {Method::post,  "/api/access/requests",                               Door::session, kWrite, request_access},
    {Method::get,   "/api/access/log",                                    Door::key,     kRead,  show_access_log},
    {Method::get,   "/api/access/sets",                                   Door::key,     kRead,  list_ready_sets},
    {Method::get,   "/api/access/explain",                                Door::key,     kRead,  explain_access},
    {Method::get,   "/api/access/shares",                                 Door::key,     kRead,  list_shares},
    {Method::post,  "/api/access/shares",                                 Door::key,     kWrite, share_record},
    {Method::del,   "/api/access/shares/{id}",                            Door::key,     kWrite, unshare_record},
    {Method::get,   "/api/access/who",                                    Door::key,     kRead,  who_has_access},

    {Method::get,   "/api/kits",                                          Door::key,     kRead,  list_kits},
    {Method::post,  "/api/kits/{name}",                                   Door::session, kWrite, install_kit},
    {Method::del,   "/api/sample",                                        Door::session, kWrite, remove_sample},

    {Method::get,   "/api/objects",                                       Door::key,     kRead,  list_objects},
    {Method::post,  "/api/objects/{object}/query",                        Door::key,     kRead,  query_records},
    {Method::post,  "/api/objects/{object}/count",                        Door::key,     kRead,  count_records},
    {Method::post,  "/api/objects/{object}/board",                        Door::key,     kRead,  read_board},
    {Method::post,  "/api/objects/{object}/trash",                        Door::key,     kRead,  query_trash},
    {Method::post,  "/api/objects/{object}/export",                       Door::key,     kWrite, export_records, Freight::download},
    {Method::get,   "/api/objects/{object}/records/{id}",                 Door::key,     kRead,  read_record},
    {Method::get,   "/api/objects/{object}/records/{id}/timeline",        Door::key,     kRead,  read_timeline},
    {Method::get,   "/api/objects/{object}/records/{id}/related/{field}", Door::key,     kRead,  read_related},
    {Method::get,   "/api/search",                                        Door::key,     kRead,  search},
    {Method::get,   "/api/pick/{object}",                                 Door::key,     kRead,  pick},

    {Method::post,  "/api/objects/{object}/records",                      Door::key,     kWrite, create_record},
    {Method::patch, "/api/objects/{object}/records/{id}",                 Door::key,     kWrite, update_record},
    {Method::del,   "/api/objects/{object}/records/{id}",                 Door::key,     kWrite, delete_record},
    {Method::post,  "/api/objects/{object}/records/{id}/restore",         Door::key,     kWrite, restore_record},
    {Method::post,  "/api/objects/{object}/bulk",                         Door::key,     kWrite, bulk_change},

    {Method::post,  "/api/objects/{object}/duplicates",                   Door::key,     kWrite, find_duplicates},
    {Method::post,  "/api/objects/{object}/views",                        Door::key,     kWrite, create_view},
    {Method::patch, "/api/views/{id}",                                    Door::key,     kWrite, update_view},
    {Method::del,   "/api/views/{id}",                                    Door::key,     kWrite, delete_view},
    {Method::get,   "/api/changes",                                       Door::key,     kRead,  list_changes},
    {Method::post,  "/api/changes/{change}/undo",                         Door::key,     kWrite, undo_change},

    {Method::get,   "/api/notices",                                       Door::key,     kRead,  list_notices},
    {Method::post,  "/api/notices/read",                                  Door::key,     kWrite, read_notices},
    {Method::get,   "/api/access/protection",                             Door::key,     kRead,  show_protection},
    {Method::put,   "/api/access/protection",                             Door::key,     kWrite, change_protection},
    {Method::get,   "/api/approvals",                                     Door::key,     kRead,  list_approvals},
    {Method::get,   "/api/objects/{object}/records/{id}/approval",        Door::key,     kRead,  show_approval},
    {Method::post,  "/api/objects/{object}/records/{id}/approval",        Door::key,     kWrite, change_approval},
    {Method::get,   "/api/jobs",                                          Door::key,     kRead,  list_jobs},
    {Method::get,   "/api/jobs/{id}",                                     Door::key,     kRead,  show_job},
    {Method::del,   "/api/jobs/{id}",                                     Door::key,     kWrite, stop_job},
    {Method::get,   "/api/imports",                                       Door::key,     kRead,  list_imports},
    {Method::post,  "/api/imports",                                       Door::key,     kWrite, upload_import, Freight::upload},
    {Method::get,   "/api/imports/{id}",                                  Door::key,     kRead,  show_import},
    {Method::patch, "/api/imports/{id}",                                  Door::key,     kWrite, change_import},
    {Method::post,  "/api/imports/{id}/check",                            Door::key,     kWrite, check_import},
    {Method::post,  "/api/imports/{id}/run",                              Door::key,     kWrite, run_import},
    {Method::post,  "/api/imports/{id}/undo",                             Door::key,     kWrite, undo_import},
    {Method::get,   "/api/imports/{id}/problems.csv",                     Door::key,     kRead,  download_problems},

    {Method::get,   "/api/organisation",                                  Door::key,     kRead,  show_organisation},
    {Method::get,   "/api/organisation/log",                              Door::key,     kRead,  show_organisation_log},
    {Method::post,  "/api/organisation/units",                            Door::key,     kWrite, add_unit},
    {Method::patch, "/api/organisation/units/{id}",                       Door::key,     kWrite, change_unit},
    {Method::post,  "/api/organisation/seats",                            Door::key,     kWrite, add_seat},
    {Method::patch, "/api/organisation/seats/{id}",                       Door::key,     kWrite, change_seat},
    {Method::del,   "/api/organisation/seats/{id}",                       Door::key,     kWrite, remove_seat},
    {Method::post,  "/api/organisation/absences",                         Door::key,     kWrite, add_absence},
    {Method::del,   "/api/organisation/absences/{id}",                    Door::key,     kWrite, remove_absence},
    {Method::post,  "/api/organisation/roles",                            Door::key,     kWrite, add_role},
    {Method::patch, "/api/organisation/roles/{id}",                       Door::key,     kWrite, change_role},
    {Method::del,   "/api/organisation/roles/{id}",                       Door::key,     kWrite, remove_role},
    {Method::post,  "/api/organisation/roles/{id}/members",               Door::key,     kWrite, add_role_member},
    {Method::del,   "/api/organisation/roles/{id}/members/{user}",        Door::key,     kWrite, remove_role_member},
    {Method::post,  "/api/organisation/teams",                            Door::key,     kWrite, add_team},
    {Method::patch, "/api/organisation/teams/{id}",                       Door::key,     kWrite, change_team},
    {Method::del,   "/api/organisation/teams/{id}",                       Door::key,     kWrite, remove_team},
    {Method::post,  "/api/organisation/teams/{id}/members",               Door::key,     kWrite, add_team_member},
    {Method::del,   "/api/organisation/teams/{id}/members/{user}",        Door::key,     kWrite, remove_team_member},
    {Method::post,  "/api/organisation/people/{id}/hand-over",            Door::session, kWrite, hand_over_records},
    {Method::get,   "/api/territories",                                   Door::key,     kRead,  list_territories},
    {Method::get,   "/api/territories/find",                              Door::key,     kRead,  find_territory},
    {Method::patch, "/api/territories/distribution",                      Door::key,     kWrite, change_distribution},
    {Method::post,  "/api/territories",                                   Door::key,     kWrite, add_territory},
    {Method::patch, "/api/territories/{id}",                              Door::key,     kWrite, change_territory},
    {Method::del,   "/api/territories/{id}",                              Door::key,     kWrite, remove_territory},
    {Method::post,  "/api/territories/{id}/holders",                      Door::key,     kWrite, add_holder},
    {Method::del,   "/api/territories/{id}/holders/{holder}",             Door::key,     kWrite, remove_holder},

    {Method::get,   "/api/events",                                        Door::key,     kRead,  open_events},
};
// clang-format on

Result<Caller> admit(const http::Request& request, const Services& services, Door door) {
  if (door == Door::open) return Caller();
  auto caller = TRY(authenticate(request, services));
  if (!caller || (door == Door::session && !caller->session))
    return fail(Code::unauthorized, "login.needed");
  return *std::move(caller);
}

// Who looks through the eyes of somebody else changes and takes away nothing: only looks, ends
// that, or logs out.
Result<void> refuse_viewing(const Call& call, const Endpoint& endpoint) {
  if (!call.actor.viewed || endpoint.lane != kWrite) return {};
  if (endpoint.handler == end_viewing || endpoint.handler == log_out) return {};
  return fail(Code::forbidden, "access.viewing");
}

// They wait for the writer, or take long, and change nothing.
bool only_asks(Handler handler) {
  return handler == preview_rules || handler == lint_rules || handler == find_duplicates ||
         handler == export_records;
}

// A key that only reads, whatever the handler thinks of.
Result<void> refuse_reader(const Call& call, const Endpoint& endpoint) {
  if (call.actor.may_write || call.actor.viewed || endpoint.door == Door::open) return {};
  if (endpoint.lane != kWrite || only_asks(endpoint.handler)) return {};
  return fail(Code::forbidden, "write.read_only");
}

http::RouteOptions options_of(const Endpoint& endpoint, const Services& services) {
  http::RouteOptions options{.lane = endpoint.lane};
  if (endpoint.freight == Freight::light) return options;
  options.deadline = kFileTime;
  if (endpoint.freight == Freight::download) return options;
  options.body_limit = kUploadLimit;
  options.gate = [&services, door = endpoint.door](const http::Request& request) -> Result<void> {
    const Caller caller = TRY(admit(request, services, door));
    if (!caller.actor.may_write) return fail(Code::forbidden, "write.read_only");
    return {};
  };
  return options;
}

std::vector<RouteFacts> make_facts() {
  std::vector<RouteFacts> facts;
  for (const Endpoint& endpoint : kEndpoints)
    facts.push_back({endpoint.method, endpoint.pattern, endpoint.door == Door::open,
                     endpoint.door == Door::session});
  return facts;
}

}  // namespace

std::span<const RouteFacts> route_facts() {
  static const std::vector<RouteFacts> kFacts = make_facts();
  return kFacts;
}

void add_routes(http::Router& router, const Services& services) {
  for (const Endpoint& endpoint : kEndpoints)
    router.add(endpoint.method, endpoint.pattern, options_of(endpoint, services),
               [&services, endpoint](http::Request& request) -> Result<http::Response> {
                 Call call(request, services, TRY(admit(request, services, endpoint.door)));
                 TRY(refuse_viewing(call, endpoint));
                 TRY(refuse_reader(call, endpoint));
                 auto response = TRY(endpoint.handler(call));
                 TRY(call.keep_reading_log(endpoint.pattern));
                 return http::compressed(std::move(response),
                                         request.headers.get("Accept-Encoding"));
               });
}

}  // namespace kontor::api
