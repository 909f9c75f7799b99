// kontor: the program. Exit codes: 0 done, 1 failed, 2 the command line is wrong, 3 refused (in
// use, exists already), 4 not found.
#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <optional>
#include <string>
#include <vector>

#include "api/messages.h"
#include "app/commands/command.h"
#include "base/log.h"

namespace kontor::app {
namespace {

void print_usage(std::ostream& out) {
  out << "kontor: a CRM\n\n";
  for (const Command& command : commands())
    out << "  kontor " << command.words << ' ' << command.usage << "\n      " << command.purpose
        << '\n';
}

int exit_code(Code code) {
  switch (code) {
    case Code::bad_request:
    case Code::invalid:
      return 2;
    case Code::conflict:
      return 3;
    case Code::not_found:
      return 4;
    default:
      return 1;
  }
}

int report(const Error& error) {
  std::cerr << "kontor: " << api::sentence(error, language_of_terminal()) << '\n';
  if (!error.internal.empty()) log_error("command.failed", error);
  return exit_code(error.code);
}

const Command* find_command(const std::vector<std::string>& words) {
  const std::string one = words.empty() ? "" : words[0];
  const std::string two = words.size() < 2 ? "" : words[0] + " " + words[1];
  const auto found = std::ranges::find_if(commands(), [&](const Command& command) {
    return command.words == one || command.words == two;
  });
  return found == commands().end() ? nullptr : &*found;
}

// The first word that no command line of this command has a place for.
std::optional<std::string> extra_word(const Command& command, const Arguments& arguments) {
  const std::size_t own = 1 + static_cast<std::size_t>(std::ranges::count(command.words, ' '));
  const auto rest = operands(arguments, own);
  return rest.size() > command.operands ? std::optional(rest[command.operands]) : std::nullopt;
}

int run(const std::vector<std::string>& words) {
  auto arguments =
      Arguments::parse(words, {"login-link", "read-only", "sample", "help", "version", "dry-run"});
  if (!arguments) return report(arguments.error());
  if (arguments->has("version")) {
    std::cout << version() << '\n';
    return 0;
  }
  const bool help =
      arguments->has("help") || arguments->words() == std::vector<std::string>{"help"};
  if (arguments->words().empty() || help) {
    print_usage(help ? std::cout : std::cerr);
    return help ? 0 : 2;
  }
  const Command* command = find_command(arguments->words());
  if (!command) {
    print_usage(std::cerr);
    return report({Code::bad_request, "usage.unknown_command", {{"name", arguments->words()[0]}}});
  }
  if (const auto extra = extra_word(*command, *arguments))
    return report({Code::bad_request, "usage.extra_word", {{"word", *extra}}});
  auto done = command->run(*arguments);
  return done ? 0 : report(done.error());
}

}  // namespace
}  // namespace kontor::app

int main(int argc, char** argv) {
  return kontor::app::run({argv + 1, argv + argc});
}
