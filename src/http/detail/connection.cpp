// One client: reads requests, runs their handlers, writes the answers. The only source with Beast,
// of which it uses the parser and the stream with timeouts.
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/basic_stream.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/buffer_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <optional>
#include <unistd.h>

#include "http/detail/body_sink.h"
#include "http/detail/shared.h"
#include "http/event_stream.h"

// g++ 12 takes the frames of coroutines for wrongly paired allocations.
#pragma GCC diagnostic ignored "-Wmismatched-new-delete"

namespace kontor::http::detail {

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
using boost::system::error_code;
using std::chrono::steady_clock;

using Stream = beast::basic_stream<asio::ip::tcp, Executor>;
using Parser = beast::http::request_parser<beast::http::buffer_body>;
using Timer = asio::basic_waitable_timer<steady_clock, asio::wait_traits<steady_clock>, Executor>;
using Use = asio::use_awaitable_t<Executor>;
template <class T = void>
using Task = asio::awaitable<T, Executor>;
constexpr auto kAwait = asio::as_tuple(Use{});

constexpr std::size_t kIdleBuffer = 2048;
constexpr std::size_t kBodyPiece = 64 * 1024;
// Slower bodies and answers than this are cut, however steadily they trickle.
constexpr std::int64_t kSlowestBytesPerSecond = 16 * 1024;

std::optional<Method> method_of(beast::http::verb verb) {
  switch (verb) {
    case beast::http::verb::get:
      return Method::get;
    case beast::http::verb::head:
      return Method::head;
    case beast::http::verb::post:
      return Method::post;
    case beast::http::verb::put:
      return Method::put;
    case beast::http::verb::patch:
      return Method::patch;
    case beast::http::verb::delete_:
      return Method::del;
    default:
      return std::nullopt;
  }
}

std::string_view view(beast::string_view text) {
  return {text.data(), text.size()};
}

// Runs `work` in a lane and continues on the I/O thread; false when the lane is full.
Task<bool> on_lane(WorkerLane& lane, const std::function<void()>& work) {
  if (!lane.reserve()) co_return false;
  Use token;
  auto start = [&lane, &work](auto handler) {
    lane.run([&work, handler = std::move(handler)]() mutable {
      work();
      auto executor = asio::get_associated_executor(handler);
      asio::post(executor, std::move(handler));
    });
  };
  co_await asio::async_initiate<Use, void()>(start, token);
  co_return true;
}

}  // namespace

class Connection : public std::enable_shared_from_this<Connection> {
 public:
  Connection(Shared& shared, Socket socket)
      : shared_(shared), options_(shared.options), stream_(std::move(socket)) {
    error_code ignored;
    auto endpoint = stream_.socket().remote_endpoint(ignored);
    peer_ = endpoint.address().to_string();
    from_loopback_ = endpoint.address().is_loopback();
    buffer_.max_size(options_.header_limit + kBodyPiece);
    shared_.connections.insert(this);
    ++shared_.connection_count;
  }

  ~Connection() {
    shared_.connections.erase(this);
    --shared_.connection_count;
  }

  Task<> run();
  void wind_down();
  void cut();

 private:
  // A request being answered.
  struct Exchange {
    Request request;
    Router::Match match;
    bool keep_alive = false;
    bool body_unread = false;  // refused before its body was read: the connection ends
    steady_clock::time_point begin = steady_clock::now();
  };

  Task<bool> wait_for_request();
  Task<bool> serve_one();
  Task<std::optional<Response>> receive(Exchange& exchange);
  std::optional<Response> refuse_header(error_code error);
  std::optional<Error> take_header(const Parser& parser, Exchange& exchange);
  void believe_proxy(Request& request);
  Task<std::optional<Response>> pass_gate(Exchange& exchange);
  Task<> invite_body(const Parser& parser);
  Task<std::optional<Error>> read_body(Parser& parser, Exchange& exchange);
  Task<Response> answer(Exchange& exchange);
  void watch_client();

  Task<bool> write(Exchange& exchange, Response response);
  Task<bool> write_whole(Exchange& exchange, const Response& response, std::string_view body);
  Task<bool> write_pieces(Exchange& exchange, const Response& response, const ChunkSource& source);
  Task<> write_events(const Exchange& exchange, const Response& response,
                      std::shared_ptr<EventStream> events);
  Task<bool> send(std::string_view first, std::string_view second = {});
  Task<> linger();

  Response failed(const Error& error, const Request* request) {
    return render(shared_, error, request);
  }
  Response refused(const Error& error, int status) {
    Response response = render(shared_, error, nullptr);
    response.status = status;
    return response;
  }

  Shared& shared_;
  const ServerOptions& options_;
  Stream stream_;
  beast::flat_buffer buffer_;
  std::string peer_;
  bool from_loopback_ = false;
  bool idle_ = false;
  std::shared_ptr<std::atomic<bool>> gone_;  // of the request whose handler runs
  std::shared_ptr<EventStream> events_;      // while it is a live stream
};

// (No co_await inside && and ||: g++ 12 loses the right-hand side.)
Task<> Connection::run() {
  auto self = shared_from_this();
  bool open = true;
  while (open) {
    open = co_await wait_for_request();
    if (open) open = co_await serve_one();
    if (shared_.stopping) open = false;
  }
  co_await linger();
}

// False when it was the last request of the connection.
Task<bool> Connection::serve_one() {
  Exchange exchange;
  std::optional<Response> response = co_await receive(exchange);
  if (!response && exchange.match.route) response = co_await answer(exchange);
  if (!response) co_return false;
  if (shared_.stopping || exchange.body_unread || response->status == 400) {
    exchange.keep_alive = false;
  }
  bool written = co_await write(exchange, std::move(*response));
  co_return written&& exchange.keep_alive;
}

// Waits, with little memory, until a client has something to say.
Task<bool> Connection::wait_for_request() {
  if (buffer_.size() > 0) co_return true;
  buffer_.shrink_to_fit();
  idle_ = true;
  stream_.expires_after(options_.idle_timeout);
  auto [error, count] = co_await stream_.async_read_some(buffer_.prepare(kIdleBuffer), kAwait);
  idle_ = false;
  buffer_.commit(count);
  co_return !error;
}

// Reads a request; a response means it is refused, an empty exchange that the client is gone.
Task<std::optional<Response>> Connection::receive(Exchange& exchange) {
  Parser parser;
  parser.header_limit(options_.header_limit);
  parser.body_limit(boost::none);  // until the route is known
  stream_.expires_after(options_.header_timeout);
  auto [error, count] = co_await beast::http::async_read_header(stream_, buffer_, parser, kAwait);
  if (error) {
    exchange.body_unread = true;
    co_return refuse_header(error);
  }

  exchange.body_unread = !parser.is_done();
  if (auto refusal = take_header(parser, exchange)) {
    Response response = failed(*refusal, &exchange.request);
    if (refusal->key == "http.method") {
      response.status = 405;
      response.headers.set("Allow", exchange.match.allowed);
    }
    co_return response;
  }
  if (auto refusal = co_await pass_gate(exchange)) co_return refusal;
  if (!parser.is_done()) {
    co_await invite_body(parser);
    auto refusal = co_await read_body(parser, exchange);
    if (refusal) co_return failed(*refusal, &exchange.request);
    exchange.body_unread = false;
  }
  co_return std::nullopt;
}

// What a header that could not be read is answered with; nothing when nobody listens any more. (A
// stream that timed out is closed already.)
std::optional<Response> Connection::refuse_header(error_code error) {
  namespace reason = beast::http;
  if (error == reason::error::header_limit || error == reason::error::buffer_overflow) {
    return refused({Code::too_large, "http.header_too_large"}, 431);
  }
  if (error == reason::error::end_of_stream || error == reason::error::partial_message ||
      error.category() != reason::make_error_code(reason::error::bad_method).category()) {
    return std::nullopt;
  }
  return refused({Code::bad_request, "http.malformed"}, 400);
}

// Fills the exchange from a header and finds its route; an error refuses it.
std::optional<Error> Connection::take_header(const Parser& parser, Exchange& exchange) {
  const auto& message = parser.get();
  Request& request = exchange.request;
  exchange.keep_alive = parser.keep_alive();
  request.raw_target = view(message.target());
  request.peer = peer_;
  int hosts = 0;
  bool coded = false;
  for (const auto& field : message) {
    request.headers.add(view(field.name_string()), view(field.value()));
    hosts += field.name() == beast::http::field::host;
    coded |= field.name() == beast::http::field::transfer_encoding &&
             !same_name(view(field.value()), "chunked");
  }
  // Where such a body ends only its sender knows: the next request would begin inside it.
  if (coded) return Error{Code::bad_request, "http.transfer_coding"};
  if (hosts > 1 || (hosts == 0 && message.version() >= 11)) {
    return Error{Code::bad_request, "http.host"};
  }
  believe_proxy(request);
  auto target = parse_target(request.raw_target);
  if (!target) return Error{Code::bad_request, "http.target"};
  request.target = std::move(*target);
  auto method = method_of(message.method());
  if (!method) return Error{Code::bad_request, "http.unknown_method"};
  request.method = *method;

  exchange.match = shared_.router.find(request.method, request.target);
  const Route* route = exchange.match.route;
  if (!route && exchange.match.allowed.empty()) return Error{Code::not_found, "not_found"};
  if (!route) return Error{Code::bad_request, "http.method"};
  request.params = exchange.match.params;
  request.deadline = exchange.begin + route->options.deadline;
  auto length = parser.content_length();
  if (length && *length > static_cast<std::uint64_t>(route->options.body_limit)) {
    exchange.match.route = nullptr;
    return Error{Code::too_large,
                 "http.body_too_large",
                 {{"limit", std::to_string(route->options.body_limit)}}};
  }
  return std::nullopt;
}

void Connection::believe_proxy(Request& request) {
  if (!options_.trust_proxy || !from_loopback_) return;
  request.secure = request.headers.get("X-Forwarded-Proto") == "https";
  // The last address is the one our own proxy saw; earlier ones are the client's claims.
  std::string_view chain = request.headers.get("X-Forwarded-For");
  std::string_view last = chain.substr(chain.rfind(',') + 1);
  last.remove_prefix(std::min(last.find_first_not_of(' '), last.size()));
  error_code error;
  auto address = asio::ip::make_address(std::string(last), error);
  if (!error) request.peer = address.to_string();
}

Task<std::optional<Response>> Connection::pass_gate(Exchange& exchange) {
  const RouteOptions& route = exchange.match.route->options;
  if (!route.gate) co_return std::nullopt;
  Handler ask = [&](Request& request) -> Result<Response> {
    TRY(route.gate(request));
    return Response{};
  };
  Response verdict;
  std::function<void()> work = [&] { verdict = invoke(shared_, ask, exchange.request); };
  stream_.expires_never();
  if (route.lane == Lane::direct) {
    work();
  } else if (!co_await on_lane(shared_.lane(route.lane), work)) {
    co_return failed({Code::unavailable, "http.busy"}, &exchange.request);
  }
  if (verdict.status == 200) co_return std::nullopt;
  co_return verdict;
}

// Clients with a large body may wait to be asked for it (RFC 9110, 10.1.1).
Task<> Connection::invite_body(const Parser& parser) {
  std::string_view expect = view(parser.get()[beast::http::field::expect]);
  if (same_name(expect, "100-continue")) co_await send("HTTP/1.1 100 Continue\r\n\r\n");
}

Task<std::optional<Error>> Connection::read_body(Parser& parser, Exchange& exchange) {
  const RouteOptions& route = exchange.match.route->options;
  parser.body_limit(static_cast<std::uint64_t>(route.body_limit));
  auto give_up = steady_clock::now() + options_.stall_timeout +
                 std::chrono::seconds(route.body_limit / kSlowestBytesPerSecond);
  BodySink sink(exchange.request, route, options_.spool_folder);
  std::string piece(kBodyPiece, '\0');
  while (!parser.is_done()) {
    auto& body = parser.get().body();
    body.data = piece.data();
    body.size = piece.size();
    stream_.expires_at(std::min(give_up, steady_clock::now() + options_.stall_timeout));
    auto [error, count] = co_await beast::http::async_read(stream_, buffer_, parser, kAwait);
    if (error == beast::http::error::body_limit) {
      co_return Error{
          Code::too_large, "http.body_too_large", {{"limit", std::to_string(route.body_limit)}}};
    }
    if (error && error != beast::http::error::need_buffer) {
      co_return Error{Code::bad_request, "http.malformed"};
    }
    std::string_view got(piece.data(), piece.size() - body.size);
    if (!sink.outgrows(got.size())) {
      sink.keep(got);
      continue;
    }
    std::function<void()> spool = [&] { sink.spool(got); };
    stream_.expires_never();
    if (!co_await on_lane(shared_.fast, spool)) co_return Error{Code::unavailable, "http.busy"};
    if (!sink.ok()) co_return Error{Code::storage_full, "http.spool"};
  }
  // A large upload may take its time; the handler has its own.
  exchange.request.deadline = steady_clock::now() + route.deadline;
  co_return std::nullopt;
}

Task<Response> Connection::answer(Exchange& exchange) {
  const Route& route = *exchange.match.route;
  Request& request = exchange.request;
  stream_.expires_never();
  if (route.options.lane == Lane::direct) co_return invoke(shared_, route.handler, request);

  gone_ = std::make_shared<std::atomic<bool>>(false);
  request.gone = gone_;
  watch_client();
  Response response;
  std::function<void()> work = [&] { response = invoke(shared_, route.handler, request); };
  bool accepted = co_await on_lane(shared_.lane(route.options.lane), work);
  error_code ignored;
  stream_.socket().cancel(ignored);
  if (!accepted) co_return failed({Code::unavailable, "http.busy"}, &request);
  co_return response;
}

// While a handler runs nobody reads the socket: notice the end of the client by looking.
void Connection::watch_client() {
  stream_.socket().async_wait(
      asio::socket_base::wait_read, [self = shared_from_this(), gone = gone_](error_code error) {
        if (error) return;
        char byte;
        ssize_t count =
            ::recv(self->stream_.socket().native_handle(), &byte, 1, MSG_PEEK | MSG_DONTWAIT);
        bool waits = count > 0 || (count < 0 && (errno == EAGAIN || errno == EINTR));
        if (!waits) gone->store(true);
      });
}

// False when the connection cannot be used any further.
Task<bool> Connection::write(Exchange& exchange, Response response) {
  bool ok = false;
  if (auto* events = std::get_if<std::shared_ptr<EventStream>>(&response.body)) {
    exchange.keep_alive = false;
    co_await write_events(exchange, response, *events);
  } else if (auto* source = std::get_if<ChunkSource>(&response.body)) {
    ok = co_await write_pieces(exchange, response, *source);
  } else if (auto* text = std::get_if<std::string>(&response.body)) {
    ok = co_await write_whole(exchange, response, *text);
  } else if (auto* fixed = std::get_if<StaticText>(&response.body)) {
    ok = co_await write_whole(exchange, response, fixed->bytes);
  } else {
    ok = co_await write_whole(exchange, response,
                              *std::get<std::shared_ptr<const std::string>>(response.body));
  }
  if (options_.observe) {
    options_.observe(exchange.request, response.status,
                     std::chrono::duration_cast<std::chrono::microseconds>(steady_clock::now() -
                                                                           exchange.begin));
  }
  co_return ok;
}

Task<bool> Connection::write_whole(Exchange& exchange, const Response& response,
                                   std::string_view body) {
  std::string head = response_head(response, static_cast<std::int64_t>(body.size()),
                                   exchange.keep_alive, exchange.request.secure);
  bool bare =
      exchange.request.method == Method::head || response.status == 204 || response.status == 304;
  co_return co_await send(head, bare ? std::string_view() : body);
}

Task<bool> Connection::write_pieces(Exchange& exchange, const Response& response,
                                    const ChunkSource& source) {
  std::string head = response_head(response, -1, exchange.keep_alive, exchange.request.secure);
  if (!co_await send(head)) co_return false;
  if (exchange.request.method == Method::head) co_return true;
  std::string piece;
  while (true) {
    piece.clear();
    bool broken = false;
    Handler pull = [&](Request&) -> Result<Response> {
      if (auto done = source(piece); !done) return std::unexpected(done.error());
      return Response{};
    };
    std::function<void()> work = [&] {
      Request request;  // without the deadline of the request: a long answer may take long
      broken = invoke(shared_, pull, request).status != 200;
    };
    stream_.expires_never();
    while (!co_await on_lane(shared_.fast, work)) {  // full: others first
      Timer timer(shared_.io, std::chrono::milliseconds(50));
      co_await timer.async_wait(kAwait);
    }
    if (broken) co_return false;
    if (piece.empty()) co_return co_await send("0\r\n\r\n");
    char size[32];
    int digits = std::snprintf(size, sizeof size, "%zx\r\n", piece.size());
    piece += "\r\n";
    if (!co_await send({size, static_cast<std::size_t>(digits)}, piece)) co_return false;
  }
}

Task<> Connection::write_events(const Exchange& exchange, const Response& response,
                                std::shared_ptr<EventStream> events) {
  // Known length: none, and the end of the connection is the end of the stream.
  Response head = {response.status, response.headers, std::string()};
  head.headers.set("Content-Type", "text/event-stream");
  head.headers.set("X-Accel-Buffering", "no");
  std::string text = response_head(head, -1, false, exchange.request.secure);
  text.replace(text.find("Transfer-Encoding: chunked\r\n"), 28, "");
  error_code ignored;
  stream_.socket().set_option(asio::socket_base::send_buffer_size(64 * 1024), ignored);
  buffer_.clear();
  buffer_.shrink_to_fit();

  Timer timer(shared_.io);
  auto self = shared_from_this();
  auto alive = std::make_shared<bool>(true);
  events_ = events;
  events->attach([self, &timer, alive, events = events.get()] {
    asio::post(self->shared_.io, [self, &timer, alive, events] {
      if (!*alive) return;
      timer.cancel();
      if (events->overflown()) self->cut();
    });
  });
  stream_.socket().async_wait(asio::socket_base::wait_read, [events](error_code error) {
    // Whatever comes from the client now ends the stream: there is nothing it could say.
    if (!error) events->close();
  });

  bool open = co_await send(text);
  if (exchange.request.method == Method::head) open = false;
  while (open) {
    std::string bytes = events->take();
    if (bytes.empty()) {
      if (events->closed()) break;
      timer.expires_after(options_.heartbeat);
      auto [error] = co_await timer.async_wait(kAwait);
      if (!error) bytes = ":\n\n";
    }
    if (!bytes.empty()) open = co_await send(bytes);
  }
  *alive = false;
  events->attach(nullptr);
  events->close();
  events_ = nullptr;
  stream_.socket().cancel(ignored);
}

Task<bool> Connection::send(std::string_view first, std::string_view second) {
  auto size = static_cast<std::int64_t>(first.size() + second.size());
  stream_.expires_after(options_.stall_timeout +
                        std::chrono::seconds(size / kSlowestBytesPerSecond));
  std::array<asio::const_buffer, 2> buffers = {asio::buffer(first), asio::buffer(second)};
  auto [error, count] = co_await asio::async_write(stream_, buffers, kAwait);
  co_return !error;
}

// Closing while the client still sends would reset the connection, and the answer might be lost on
// its way: say that we are done, and read on for a moment.
Task<> Connection::linger() {
  error_code ignored;
  stream_.socket().shutdown(asio::socket_base::shutdown_send, ignored);
  if (ignored || shared_.stopping) co_return;
  char rest[4096];
  stream_.expires_after(std::chrono::seconds(1));
  for (int pieces = 0; pieces < 256; ++pieces) {
    auto [error, count] = co_await stream_.async_read_some(asio::buffer(rest), kAwait);
    if (error) break;
  }
}

void Connection::wind_down() {
  if (events_) events_->close();
  if (idle_) cut();
}

void Connection::cut() {
  if (gone_) gone_->store(true);
  stream_.close();
}

void serve(Shared& shared, Socket socket) {
  auto connection = std::make_shared<Connection>(shared, std::move(socket));
  asio::co_spawn(shared.io, connection->run(), [connection, &shared](std::exception_ptr bug) {
    if (!bug) return;
    try {
      std::rethrow_exception(bug);
    } catch (const std::exception& what) {
      shared.options.log(std::string("connection: ") + what.what());
    }
  });
}

void wind_down(Connection& connection) {
  connection.wind_down();
}
void cut(Connection& connection) {
  connection.cut();
}

}  // namespace kontor::http::detail
