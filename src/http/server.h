// The HTTP/1.1 server: one I/O thread owns every socket, handlers run in bounded lanes.
// TLS is the reverse proxy's.
//
//   Router router;
//   router.add(Method::get, "/ping", {.lane = Lane::direct}, [](Request&) { return ...; });
//   Server server({.port = 8080}, std::move(router));
//   TRY(server.start());
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"
#include "http/router.h"

namespace kontor::http {

struct ServerOptions {
  std::string host = "127.0.0.1";  // an address, not a name
  std::uint16_t port = 0;          // 0: any free one, see Server::port()

  int fast_threads = 4;
  int writer_threads = 24;
  std::size_t fast_queue = 1024;  // requests that wait; more are answered 503 with Retry-After
  std::size_t writer_queue = 1024;

  int max_connections = 12'000;  // more are answered 503 and closed
  std::uint32_t header_limit = 16 * 1024;
  std::chrono::milliseconds header_timeout{30'000};  // from its first byte to its last
  std::chrono::milliseconds idle_timeout{75'000};    // between requests
  std::chrono::milliseconds stall_timeout{30'000};   // a body or an answer that makes no progress
  std::chrono::milliseconds heartbeat{25'000};       // comments in live streams
  std::chrono::milliseconds grace{10'000};           // stop(): for requests that run

  // Believe X-Forwarded-Proto and X-Forwarded-For of clients on the loopback address.
  bool trust_proxy = false;
  std::string spool_folder = "/tmp";

  // Turns a failure into an answer in the API's form, and writes what must not leave the house
  // (Error::internal) to the log under an id that the answer names. Must not fail. On any thread.
  // The default is a small JSON.
  std::function<Response(const Error&, const Request*)> render_error = {};
  // Faults of the server itself. The default is a warning in the log.
  std::function<void(std::string_view)> log = {};
  // After each answer: for access logs and measurements. On any thread.
  std::function<void(const Request&, int status, std::chrono::microseconds)> observe = {};
};

class Server {
 public:
  Server(ServerOptions options, Router router);
  ~Server();  // stops
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  // Listens and starts the threads. unavailable when the address is taken or not ours.
  [[nodiscard]] Result<void> start();
  std::uint16_t port() const;

  // Takes no new requests, ends live streams, waits for running requests at most `grace`, then
  // cuts. Idempotent; from any thread but the server's own.
  void stop();

  int connections() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace kontor::http
