// A small blocking client for tests and benches: plain sockets, so that it can also say what a
// well-behaved client would not. Failures of the connection show as status 0 or an empty text.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "http/headers.h"

namespace kontor::http::testing {

struct Reply {
  int status = 0;  // 0: the connection ended or timed out before a whole answer
  Headers headers;
  std::string body;
};

class Client {
 public:
  explicit Client(std::uint16_t port,
                  std::chrono::milliseconds timeout = std::chrono::milliseconds(10'000));
  ~Client();
  Client(Client&& other) noexcept;
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  bool connected() const { return socket_ >= 0; }

  // One request and its answer on this connection; Host and Content-Length are added.
  Reply get(std::string_view target, const Headers& headers = {});
  Reply send(std::string_view method, std::string_view target, std::string_view body = {},
             const Headers& headers = {});

  // The bytes as they are.
  bool write(std::string_view bytes);
  // The next answer; `bodyless` after HEAD.
  Reply read_reply(bool bodyless = false);
  // Reads until `mark` has come, and returns everything up to and with it.
  std::string read_until(std::string_view mark);
  // True when the server has ended the connection (within the timeout).
  bool at_end();
  // No more will be sent; the answer can still be read.
  void finish_sending();
  // Small, to fill up quickly when nobody reads.
  void shrink_receive_buffer();

 private:
  bool fill();
  std::string take(std::size_t count);
  std::string read_chunked();

  int socket_ = -1;
  std::string buffer_;
};

}  // namespace kontor::http::testing
