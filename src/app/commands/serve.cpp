#include <charconv>
#include <csignal>
#include <iostream>

#include "api/live.h"
#include "api/reply.h"
#include "api/routes.h"
#include "api/web_client.h"
#include "app/commands/command.h"
#include "base/log.h"
#include "http/server.h"
#include "records/escalations.h"
#include "records/hand_over.h"
#include "records/maintenance.h"

namespace kontor::embedded {
std::span<const EmbeddedFile> web_client();
}

namespace kontor::app {
namespace {

struct Address {
  std::string host;
  std::uint16_t port = 0;
};

Result<Address> parse_address(const std::string& text) {
  const auto colon = text.rfind(':');
  Address address{text.substr(0, colon), 0};
  const char* begin = text.data() + (colon == text.npos ? text.size() : colon + 1);
  const auto [end, error] = std::from_chars(begin, text.data() + text.size(), address.port);
  if (colon == text.npos || error != std::errc() || end != text.data() + text.size())
    return fail(Code::bad_request, "usage.not_an_address", {{"value", text}});
  if (address.host.starts_with('[') && address.host.ends_with(']'))
    address.host = address.host.substr(1, address.host.size() - 2);
  return address;
}

http::ServerOptions server_options(const Address& address, const Workspace& workspace) {
  http::ServerOptions options;
  options.host = address.host;
  options.port = address.port;
  options.spool_folder = workspace.data();
  options.trust_proxy = true;  // believed of the loopback address only
  options.render_error = [](const Error& error, const http::Request* request) {
    const auto header = request ? request->headers.get("Accept-Language") : "";
    return api::error_response(error, api::accepted_language(header));
  };
  options.log = [](std::string_view line) { log_warn("http", {{"text", line}}); };
  return options;
}

// Where a person begins: the set-up page of an empty workspace, or a link that logs in once.
Result<void> print_way_in(Workspace& workspace, const std::string& url, bool login_link) {
  std::cout << url << '\n';
  if (const auto token = TRY(workspace.accounts().login.make_set_up_token())) {
    std::cout << url << "/setup?token=" << *token << '\n';
  } else if (login_link) {
    auto snapshot = TRY(workspace.database().read());
    const auto first = TRY(snapshot->integer(
        {"SELECT id FROM o_user WHERE f_active = 1 AND deleted_at IS NULL ORDER BY id LIMIT 1",
         {}}));
    if (first)
      std::cout << url << "/login?token=" << TRY(workspace.accounts().login.make_link({*first}))
                << '\n';
  }
  std::cout << std::flush;
  return {};
}

// Blocks until somebody asks the program to end.
void wait_for_signal(const sigset_t& signals) {
  int signal = 0;
  sigwait(&signals, &signal);
  log_info("server.stopping", {{"signal", signal}});
}

}  // namespace

Result<void> serve(const Arguments& arguments) {
  TRY(arguments.only({"data", "database", "listen", "login-link"}));
  const Address address = TRY(parse_address(arguments.option_or("listen", "127.0.0.1:8080")));

  // Before any thread starts, so that all of them leave the signals to us.
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);

  auto workspace = TRY(open_workspace(arguments, Opening::alone_or_new));
  Accounts& accounts = workspace->accounts();
  api::Services services{
      .access = workspace->access(),
      .organisations = workspace->organisations(),
      .organisation = workspace->organisation(),
      .writer = workspace->writer(),
      .hub = workspace->hub(),
      .jobs = workspace->jobs(),
      .imports = workspace->imports(),
      .users = accounts.users,
      .sessions = accounts.sessions,
      .login = accounts.login,
      .keys = accounts.keys,
      .engine = workspace->database().engine() == storage::Engine::sqlite ? "sqlite" : "postgresql",
      .version = KONTOR_VERSION};
  TRY(workspace->hub().start());
  records::add_maintenance(workspace->jobs(), workspace->writer());
  records::add_organisation_jobs(workspace->jobs(), workspace->writer());
  records::add_escalation_jobs(workspace->jobs(), workspace->writer());
  workspace->organisation().territories_changed =
      [&jobs = workspace->jobs()](storage::Transaction& tx) {
        return records::place_again(jobs, tx);
      };
  workspace->jobs().repeat("organisation.seats", std::chrono::seconds(60),
                           [&workspace](events::JobContext&) -> Result<std::string> {
                             TRY(workspace->organisation().refresh_main_units());
                             return std::string("{}");
                           });
  TRY(workspace->jobs().start());
  api::Live live(services);
  services.live = &live;
  TRY(live.start());

  http::Router router;
  api::add_routes(router, services);
  api::add_web_client(router, embedded::web_client());
  http::Server server(server_options(address, *workspace), std::move(router));
  TRY(server.start());

  const std::string url = "http://" + address.host + ":" + std::to_string(server.port());
  log_info("server.listening", {{"url", url}});
  TRY(print_way_in(*workspace, url, arguments.has("login-link")));
  wait_for_signal(signals);
  server.stop();
  return {};
}

}  // namespace kontor::app
