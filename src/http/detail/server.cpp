#include "http/server.h"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>
#include <future>
#include <sys/resource.h>
#include <thread>

#include "base/json.h"
#include "base/log.h"
#include "base/random.h"
#include "http/detail/shared.h"

namespace kontor::http {

namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using detail::Executor;
using detail::Socket;
using Acceptor = asio::basic_socket_acceptor<tcp, Executor>;

Response default_error(const Error& error, const Request*) {
  std::string body;
  JsonWriter json(body);
  json.begin_object().key("error").begin_object();
  json.key("code").text(to_string(error.code)).key("key").text(error.key);
  if (error.code == Code::internal || !error.internal.empty()) {
    const std::string id = random_token(6);
    log_error("http.failure", error, {{"id", id}});
    json.key("id").text(id);
  }
  json.end_object().end_object();
  return json_response(std::move(body), status_of(error.code));
}

ServerOptions completed(ServerOptions options) {
  if (!options.render_error) options.render_error = default_error;
  if (!options.log) options.log = [](std::string_view text) { log_warn("http", {{"text", text}}); };
  return options;
}

// Thousands of live streams need more descriptors than the usual soft limit of 1024.
void allow_many_descriptors() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &limit);
}

}  // namespace

struct Server::Impl {
  Impl(ServerOptions options, Router router)
      : shared(completed(std::move(options)), std::move(router)),
        acceptor(shared.io),
        pause(shared.io) {}

  Result<void> listen();
  void accept();
  void admit(Socket socket);
  void accept_later();
  void wind_down_all();
  bool drained();
  void cut_all();

  detail::Shared shared;
  Acceptor acceptor;
  asio::basic_waitable_timer<std::chrono::steady_clock,
                             asio::wait_traits<std::chrono::steady_clock>, Executor>
      pause;
  std::thread thread;
};

Server::Server(ServerOptions options, Router router)
    : impl_(std::make_unique<Impl>(std::move(options), std::move(router))) {}

Server::~Server() {
  stop();
}

Result<void> Server::start() {
  TRY(impl_->listen());
  allow_many_descriptors();
  impl_->accept();
  impl_->thread = std::thread([this] {
    auto guard = asio::make_work_guard(impl_->shared.io);
    impl_->shared.io.run();
  });
  return {};
}

Result<void> Server::Impl::listen() {
  boost::system::error_code error;
  auto address = asio::ip::make_address(shared.options.host, error);
  tcp::endpoint endpoint(address, shared.options.port);
  if (!error) acceptor.open(endpoint.protocol(), error);
  if (!error) acceptor.set_option(asio::socket_base::reuse_address(true), error);
  if (!error) acceptor.bind(endpoint, error);
  if (!error) acceptor.listen(4096, error);
  if (!error) return {};
  Error failure{Code::unavailable, "http.listen"};
  failure.params = {{"address", shared.options.host + ":" + std::to_string(shared.options.port)},
                    {"reason", error.message()}};
  return std::unexpected(std::move(failure));
}

void Server::Impl::accept() {
  acceptor.async_accept([this](boost::system::error_code error, Socket socket) {
    if (shared.stopping) return;
    if (error) return accept_later();  // out of descriptors, most likely
    admit(std::move(socket));
    accept();
  });
}

void Server::Impl::accept_later() {
  pause.expires_after(std::chrono::milliseconds(100));
  pause.async_wait([this](boost::system::error_code error) {
    if (!error) accept();
  });
}

void Server::Impl::admit(Socket socket) {
  boost::system::error_code ignored;
  if (shared.connection_count >= shared.options.max_connections) {
    // The kernel takes these few bytes at once; the client reads them before the end.
    Response busy = render(shared, {Code::unavailable, "http.busy"}, nullptr);
    std::string head = detail::response_head(busy, 0, false, false);
    socket.non_blocking(true, ignored);
    asio::write(socket, asio::buffer(head), ignored);
    return;
  }
  socket.set_option(tcp::no_delay(true), ignored);
  detail::serve(shared, std::move(socket));
}

std::uint16_t Server::port() const {
  return impl_->acceptor.local_endpoint().port();
}

int Server::connections() const {
  return impl_->shared.connection_count;
}

void Server::stop() {
  Impl& impl = *impl_;
  if (impl.shared.stopping.exchange(true) || !impl.thread.joinable()) return;
  asio::post(impl.shared.io, [&impl] { impl.wind_down_all(); });
  auto give_up = std::chrono::steady_clock::now() + impl.shared.options.grace;
  while (impl.shared.connection_count > 0 && std::chrono::steady_clock::now() < give_up) {
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  asio::post(impl.shared.io, [&impl] { impl.cut_all(); });
  // Handlers still running keep their connection's coroutine alive; it ends once they return.
  while (!impl.drained()) std::this_thread::sleep_for(std::chrono::milliseconds(2));
  impl.shared.io.stop();
  impl.thread.join();
}

void Server::Impl::wind_down_all() {
  boost::system::error_code ignored;
  acceptor.close(ignored);
  pause.cancel();
  for (auto* connection : std::unordered_set(shared.connections)) detail::wind_down(*connection);
}

bool Server::Impl::drained() {
  return shared.connection_count == 0;
}

void Server::Impl::cut_all() {
  for (auto* connection : std::unordered_set(shared.connections)) detail::cut(*connection);
}

}  // namespace kontor::http
