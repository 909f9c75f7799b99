// The commands of the program. Results go to stdout, one thing a line, so that scripts can read
// them; what a person should know goes to stderr.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "api/messages.h"
#include "app/arguments.h"
#include "app/workspace.h"
#include "base/result.h"

namespace kontor::app {

struct Command {
  std::string_view words;    // "user add"
  std::string_view usage;    // options and arguments
  std::string_view purpose;  // one line
  std::size_t operands;      // how many may stand behind the command's own words
  Result<void> (*run)(const Arguments&);
};

std::span<const Command> commands();

inline constexpr std::size_t kAnyOperands = 1'000;

enum class Opening {
  existing,      // nothing is made where --data was mistyped
  or_new,        // made if it is not there
  alone_or_new,  // and nobody else works in that folder meanwhile
};

// Opens the workspace that --data and --database (or KONTOR_DATABASE) name. Errors: not_found
// "app.no_workspace", conflict "app.in_use".
[[nodiscard]] Result<std::unique_ptr<Workspace>> open_workspace(
    const Arguments& arguments, Opening opening = Opening::existing);

// The database they name, as storage::OpenOptions::url. Errors: "usage.not_a_database".
[[nodiscard]] Result<std::string> database_url(const Arguments& arguments);

// What stands behind the command's own words.
std::vector<std::string> operands(const Arguments& arguments, std::size_t command_words);

[[nodiscard]] Result<std::string> required_option(const Arguments& arguments,
                                                  std::string_view name);

// The user whose address this option holds, or the first one there is. Errors: user.unknown,
// user.none.
[[nodiscard]] Result<auth::User> user_or_first(Workspace& workspace, const Arguments& arguments,
                                               std::string_view option);

std::string_view version();

// Of messages to whoever runs the program.
api::Language language_of_terminal();

Result<void> serve(const Arguments& arguments);
Result<void> make_demo(const Arguments& arguments);
Result<void> add_user(const Arguments& arguments);
Result<void> make_login_link(const Arguments& arguments);
Result<void> create_key(const Arguments& arguments);
Result<void> export_file(const Arguments& arguments);
Result<void> import_file(const Arguments& arguments);
Result<void> continue_import(const Arguments& arguments);
Result<void> undo_import(const Arguments& arguments);
Result<void> list_imports(const Arguments& arguments);
Result<void> list_kits(const Arguments& arguments);
Result<void> install_kits(const Arguments& arguments);
Result<void> back_up(const Arguments& arguments);
Result<void> restore(const Arguments& arguments);
Result<void> doctor(const Arguments& arguments);

}  // namespace kontor::app
