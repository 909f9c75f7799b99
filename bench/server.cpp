#include "server.h"

#include <arpa/inet.h>
#include <csignal>
#include <cstdio>
#include <fcntl.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <utility>

#include "http/testing.h"

extern char** environ;

namespace kontor::bench {
namespace {

using Clock = std::chrono::steady_clock;

// Output goes to `out`; with -1 neither output nor log goes anywhere.
int spawn(const std::vector<std::string>& words, int out) {
  std::vector<char*> arguments;
  for (const auto& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  if (out >= 0)
    posix_spawn_file_actions_adddup2(&actions, out, STDOUT_FILENO);
  else
    for (const int stream : {STDOUT_FILENO, STDERR_FILENO})
      posix_spawn_file_actions_addopen(&actions, stream, "/dev/null", O_WRONLY, 0);
  int pid = 0;
  const int failed = posix_spawn(&pid, arguments[0], &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  return failed ? 0 : pid;
}

// A port nobody listens on, found by listening on it for a moment.
std::uint16_t free_port() {
  const int probe = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  ::bind(probe, reinterpret_cast<sockaddr*>(&address), size);
  ::getsockname(probe, reinterpret_cast<sockaddr*>(&address), &size);
  ::close(probe);
  return ntohs(address.sin_port);
}

}  // namespace

Result<std::string> run_program(const std::vector<std::string>& words) {
  int pipe_ends[2];
  if (::pipe2(pipe_ends, O_CLOEXEC) != 0) return fail_internal("pipe");
  const int pid = spawn(words, pipe_ends[1]);
  ::close(pipe_ends[1]);
  std::string text;
  char buffer[4096];
  for (ssize_t n; (n = ::read(pipe_ends[0], buffer, sizeof buffer)) > 0;) text.append(buffer, n);
  ::close(pipe_ends[0]);
  int status = -1;
  if (pid != 0) ::waitpid(pid, &status, 0);
  if (status != 0) return fail_internal(words[0] + " " + words[1] + " failed");
  return text;
}

Result<Server> Server::start(std::vector<std::string> words) {
  Server server;
  server.port_ = free_port();
  words.insert(words.end(), {"--listen", "127.0.0.1:" + std::to_string(server.port_)});
  const auto begin = Clock::now();
  server.pid_ = spawn(words, -1);
  if (server.pid_ == 0) return fail_internal("cannot start " + words[0]);
  while (Clock::now() - begin < std::chrono::seconds(60)) {
    if (http::testing::Client client(server.port_); client.connected()) {
      if (client.get("/health").status == 200) {
        server.start_ms_ = std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
        return server;
      }
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  return fail_internal("the server does not answer");
}

Server::Server(Server&& other) noexcept
    : pid_(std::exchange(other.pid_, 0)), port_(other.port_), start_ms_(other.start_ms_) {}

Server::~Server() {
  if (pid_ == 0) return;
  ::kill(pid_, SIGTERM);
  int status = 0;
  ::waitpid(pid_, &status, 0);
}

}  // namespace kontor::bench
