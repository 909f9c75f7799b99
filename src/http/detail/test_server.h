// For the tests of this room: a server with one route for each thing they provoke.
#pragma once

#include <condition_variable>
#include <fstream>
#include <iterator>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "base/log.h"
#include "http/event_stream.h"
#include "http/server.h"
#include "http/testing.h"

namespace kontor::http {

class TestServer {
 public:
  explicit TestServer(ServerOptions options = {}) {
    set_log_sink([this](std::string_view line) {
      std::lock_guard lock(mutex_);
      log_ += std::string(line) + "\n";
    });
    server_ = std::make_unique<Server>(options, routes());
    auto started = server_->start();
    if (!started) throw std::runtime_error("test server: " + started.error().key);
    port_ = server_->port();
  }

  ~TestServer() {
    unblock();
    server_.reset();
    set_log_sink(nullptr);
  }

  std::uint16_t port() const { return port_; }
  Server* operator->() { return server_.get(); }

  std::string log() {
    std::lock_guard lock(mutex_);
    return log_;
  }

  // Handlers that hang in /block and /until-gone.
  void wait_for_blocked(int count) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return blocked_ >= count; });
  }
  void unblock() {
    std::lock_guard lock(mutex_);
    open_ = true;
    changed_.notify_all();
  }
  // Waits until a handler of /until-gone has noticed.
  bool saw_client_leave() {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, std::chrono::seconds(10), [&] { return client_left_; });
  }

  // The streams of /events, as soon as there are `count`.
  std::vector<std::shared_ptr<EventStream>> streams(std::size_t count) {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, std::chrono::seconds(30), [&] { return streams_.size() >= count; });
    return streams_;
  }

 private:
  Router routes() {
    Router router;
    add_plain(router);
    add_bodies(router);
    add_failures(router);
    add_blocking(router);
    add_long(router);
    return router;
  }

  void add_plain(Router& router) {
    router.add(Method::get, "/ping", {.lane = Lane::direct},
               [](Request&) { return text_response("pong"); });
    router.add(Method::get, "/fast", {}, [](Request&) { return text_response("fast"); });
    router.add(Method::post, "/write", {.lane = Lane::writers},
               [](Request&) { return text_response("written"); });
    router.add(Method::get, "/echo/{name}", {}, [](Request& request) {
      return text_response(std::string(to_string(request.method)) + " " + request.param("name") +
                           " " + std::string(request.query("q").value_or("")));
    });
    router.add(Method::get, "/who", {}, [](Request& request) {
      return text_response(request.peer + (request.secure ? " secure" : " plain"));
    });
  }

  void add_bodies(Router& router) {
    router.add(Method::post, "/body", {.body_limit = 1000},
               [](Request& request) { return text_response(std::to_string(request.body.size())); });
    Gate needs_key = [](const Request& request) -> Result<void> {
      if (request.headers.has("Authorization")) return {};
      return fail(Code::unauthorized, "key");
    };
    router.add(Method::post, "/upload", {.body_limit = 10'000'000, .gate = needs_key},
               [](Request& request) {
                 const std::string& path = request.body_file->path();
                 std::ifstream file(path, std::ios::binary);
                 std::string text{std::istreambuf_iterator<char>(file), {}};
                 return text_response(path + " " + std::to_string(std::hash<std::string>()(text)));
               });
  }

  void add_failures(Router& router) {
    router.add(Method::get, "/refuse", {}, [](Request&) -> Result<Response> {
      return Failure(Error{Code::forbidden, "no", {}, {}, "secret detail"});
    });
    router.add(Method::get, "/too-many", {}, [](Request&) -> Result<Response> {
      return fail(Code::too_many, "slow_down", {{"seconds", "17"}});
    });
    router.add(Method::get, "/broken", {},
               [](Request&) -> Result<Response> { return fail_internal("secret detail"); });
    router.add(Method::get, "/bug", {},
               [](Request&) -> Result<Response> { throw std::logic_error("secret detail"); });
    router.add(Method::get, "/bad-header", {}, [](Request&) -> Result<Response> {
      return Response{200, {{"X-Bad", "a\r\nSet-Cookie: b"}}, std::string("body")};
    });
  }

  void add_blocking(Router& router) {
    auto block = [this](Request&) {
      std::unique_lock lock(mutex_);
      ++blocked_;
      changed_.notify_all();
      changed_.wait(lock, [this] { return open_; });
      return text_response("unblocked");
    };
    router.add(Method::get, "/block", {}, block);
    router.add(Method::get, "/deadline-zero", {.deadline = std::chrono::seconds(0)}, block);
    router.add(Method::get, "/until-gone", {}, [this](Request& request) {
      std::unique_lock lock(mutex_);
      ++blocked_;
      changed_.notify_all();
      while (!request.cancelled()) changed_.wait_for(lock, std::chrono::milliseconds(1));
      client_left_ = true;
      changed_.notify_all();
      return text_response("nobody hears this");
    });
  }

  void add_long(Router& router) {
    router.add(Method::get, "/export", {}, [](Request& request) {
      int pieces = std::stoi(std::string(*request.query("pieces")));
      bool breaks = request.query("break").has_value();
      ChunkSource source = [pieces, breaks](std::string& chunk) mutable -> Result<void> {
        if (pieces == 1 && breaks) return fail_internal("the source broke");
        if (pieces-- > 0) chunk.assign(100'000, 'x');
        return {};
      };
      return Response{200, {{"Content-Type", "text/csv"}}, std::move(source)};
    });
    router.add(Method::get, "/events", {}, [this](Request& request) {
      auto stream = std::make_shared<EventStream>();
      std::string last(request.headers.get("Last-Event-ID"));
      stream->send(frame({{}, "hello", "after " + last}));
      std::lock_guard lock(mutex_);
      streams_.push_back(stream);
      changed_.notify_all();
      return Response{200, {}, stream};
    });
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::string log_;
  int blocked_ = 0;
  bool open_ = false;
  bool client_left_ = false;
  std::vector<std::shared_ptr<EventStream>> streams_;
  std::uint16_t port_ = 0;
  std::unique_ptr<Server> server_;
};

}  // namespace kontor::http
