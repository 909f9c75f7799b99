// What all connections of a server share. Only the two sources that know Boost include this.
#pragma once

#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <string>
#include <unordered_set>

#include "http/detail/worker_lane.h"
#include "http/server.h"

namespace kontor::http::detail {

using Executor = boost::asio::io_context::executor_type;
using Socket = boost::asio::basic_stream_socket<boost::asio::ip::tcp, Executor>;

class Connection;

struct Shared {
  Shared(ServerOptions chosen, Router table)
      : options(std::move(chosen)),
        router(std::move(table)),
        fast(options.fast_threads, options.fast_queue),
        writers(options.writer_threads, options.writer_queue) {}

  ServerOptions options;
  Router router;
  std::unordered_set<Connection*> connections;  // I/O thread only
  std::atomic<int> connection_count = 0;
  std::atomic<bool> stopping = false;
  boost::asio::io_context io{1};
  // Last, so that they end first: their jobs use what is above.
  WorkerLane fast;
  WorkerLane writers;

  WorkerLane& lane(Lane which) { return which == Lane::writers ? writers : fast; }
};

// Serves one client until it leaves. On the I/O thread.
void serve(Shared& shared, Socket socket);
// Ends the connection as soon as it is not in the middle of an answer. On the I/O thread.
void wind_down(Connection& connection);
// Ends it now.
void cut(Connection& connection);

// The answer of a handler, whatever happens in it. Any thread.
Response invoke(const Shared& shared, const Handler& handler, Request& request);
Response render(const Shared& shared, const Error& error, const Request* request);

// Status line and headers. `length` < 0: chunked. I/O thread only (it remembers the date).
std::string response_head(const Response& response, std::int64_t length, bool keep_alive,
                          bool secure);

}  // namespace kontor::http::detail
