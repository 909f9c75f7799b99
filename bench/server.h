// The real program as a child process: commands that run to their end, and the server.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"

namespace kontor::bench {

// What a command prints; an error when it ends with anything but 0.
[[nodiscard]] Result<std::string> run_program(const std::vector<std::string>& words);

class Server {
 public:
  // Returns when /health answers. `words`: the program and its arguments without --listen.
  [[nodiscard]] static Result<Server> start(std::vector<std::string> words);
  ~Server();  // asks it to end and waits
  Server(Server&& other) noexcept;
  Server(const Server&) = delete;

  int pid() const { return pid_; }
  std::uint16_t port() const { return port_; }
  double start_ms() const { return start_ms_; }  // from exec to the first answer

 private:
  Server() = default;

  int pid_ = 0;
  std::uint16_t port_ = 0;
  double start_ms_ = 0;
};

}  // namespace kontor::bench
