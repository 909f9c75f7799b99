#include "storage/postgres/tool.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <libpq-fe.h>
#include <map>
#include <memory>
#include <spawn.h>
#include <string_view>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ;

namespace kontor::storage::postgres {
namespace {

constexpr std::size_t kTextKept = 4'000;

struct FreeOptions {
  void operator()(PQconninfoOption* options) const { PQconninfoFree(options); }
};
using Options = std::unique_ptr<PQconninfoOption, FreeOptions>;

Options parse(const std::string& url) {
  return Options(PQconninfoParse(url.c_str(), nullptr));
}

// Ours, overlaid with what the connection string says.
std::vector<std::string> environment_for(const std::string& url) {
  std::map<std::string, std::string> variables;
  for (char** entry = environ; *entry; ++entry) {
    const std::string_view text(*entry);
    const auto mark = text.find('=');
    if (mark != text.npos) variables[std::string(text.substr(0, mark))] = text.substr(mark + 1);
  }
  const Options options = parse(url);
  for (const auto* option = options.get(); option && option->keyword; ++option)
    if (option->val && option->envvar) variables[option->envvar] = option->val;
  std::vector<std::string> lines;
  for (const auto& [name, value] : variables) lines.push_back(name + "=" + value);
  return lines;
}

std::vector<char*> pointers_to(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (std::string& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

// What the program says on stderr, read to its end so that it never waits for us.
std::string read_all(int pipe) {
  std::string text;
  char buffer[4096];
  for (;;) {
    const auto got = ::read(pipe, buffer, sizeof buffer);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) break;
    text.append(buffer, static_cast<std::size_t>(got));
    if (text.size() > kTextKept) text.erase(0, text.size() - kTextKept);
  }
  return text;
}

std::string last_line(std::string_view text) {
  while (text.ends_with('\n')) text.remove_suffix(1);
  return std::string(text.substr(text.rfind('\n') + 1));
}

}  // namespace

Result<void> run_tool(const std::string& name, std::vector<std::string> arguments,
                      const std::string& url) {
  arguments.insert(arguments.begin(), name);
  auto variables = environment_for(url);
  const auto argv = pointers_to(arguments), envp = pointers_to(variables);

  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) return fail_internal("pipe");
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, ends[1], STDERR_FILENO);
  pid_t child = 0;
  const int error = posix_spawnp(&child, name.c_str(), &actions, nullptr, argv.data(), envp.data());
  posix_spawn_file_actions_destroy(&actions);
  ::close(ends[1]);
  const std::string said = error == 0 ? read_all(ends[0]) : std::string();
  ::close(ends[0]);
  if (error != 0) return fail(Code::unavailable, "backup.no_tool", {{"name", name}});

  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) continue;
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return {};
  return fail(Code::unavailable, "backup.tool_failed", {{"name", name}, {"text", last_line(said)}});
}

std::string database_name(const std::string& url) {
  const Options options = parse(url);
  for (const auto* option = options.get(); option && option->keyword; ++option)
    if (std::string_view(option->keyword) == "dbname" && option->val) return option->val;
  return {};
}

}  // namespace kontor::storage::postgres
