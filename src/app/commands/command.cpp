#include "app/commands/command.h"

#include <cstdlib>

namespace kontor::app {

std::span<const Command> commands() {
  static constexpr Command kCommands[] = {
      {"serve", "--data DIR [--listen HOST:PORT] [--database URL] [--login-link]",
       "serve the workspace to browsers and programs", serve},
      {"demo", "--data DIR [--people N] [--seed N] [--database URL]",
       "fill a new workspace with every kit and deterministic demo data", make_demo},
      {"user add", "--data DIR --email ADDRESS --name NAME [--language de|en]",
       "let somebody in; prints a login link", add_user},
      {"user login", "--data DIR [--email ADDRESS] [--url http://…]", "print a one-time login link",
       make_login_link},
      {"key create", "--data DIR [--user ADDRESS] [--name NAME] [--read-only]",
       "make an API key and print it", create_key},
      {"kit list", "--data DIR", "list kits and whether they are installed", list_kits},
      {"import undo", "--data DIR ID", "take a whole import back", undo_import},
      {"import continue", "--data DIR ID", "go on with an import that was stopped",
       continue_import},
      {"import list", "--data DIR", "list imports, newest first", list_imports},
      {"import",
       "--data DIR --object person FILE [--mapping COLUMN=PATH,…] [--duplicates "
       "skip|update|create] "
       "[--match email,phone,name] [--links create|leave] [--new-options create|leave] "
       "[--dates FORMAT] [--decimal ,|.] [--user ADDRESS] [--dry-run]",
       "import CSV, Excel or vCards; prints what became of the rows", import_file},
      {"export",
       "--data DIR --object person FILE [--format csv|xlsx|vcard] [--filter EXPRESSION] "
       "[--sort PATH,…] [--fields PATH,…] [--search WORDS] [--language de|en] [--user ADDRESS]",
       "write records to a CSV, Excel or vCard file", export_file},
      {"doctor", "--data DIR", "check that records, history, search and counters agree", doctor},
      {"backup", "--data DIR FILE",
       "copy the whole workspace into one file, also while it is served", back_up},
      {"restore", "--data DIR FILE", "make a workspace from a backup; never overwrites one",
       restore},
      {"kit install", "--data DIR NAME… [--sample]", "install kits", install_kits},
  };
  return kCommands;
}

Result<std::unique_ptr<Workspace>> open_workspace(const Arguments& arguments, bool exclusive) {
  WorkspaceOptions options;
  options.exclusive = exclusive;
  options.data = TRY(required_option(arguments, "data"));
  options.database = TRY(database_url(arguments));
  options.acknowledge_before_commit = std::getenv("KONTOR_TEST_ACKNOWLEDGE_EARLY") != nullptr;
  return Workspace::open(options);
}

Result<std::string> database_url(const Arguments& arguments) {
  const char* database = std::getenv("KONTOR_DATABASE");  // keeps a password off the process list
  const std::string url = arguments.option_or("database", database ? database : "");
  if (!url.empty()) return url;
  return "sqlite:" + TRY(required_option(arguments, "data")) + "/kontor.db";
}

api::Language language_of_terminal() {
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"})
    if (const char* value = std::getenv(name); value && *value)
      return std::string_view(value).starts_with("de") ? api::Language::de : api::Language::en;
  return api::Language::en;
}

std::vector<std::string> operands(const Arguments& arguments, std::size_t command_words) {
  return {arguments.words().begin() + static_cast<std::ptrdiff_t>(command_words),
          arguments.words().end()};
}

Result<std::string> required_option(const Arguments& arguments, std::string_view name) {
  auto value = arguments.option(name);
  if (value && !value->empty()) return *std::move(value);
  return fail(Code::bad_request, "usage.missing_option", {{"name", std::string(name)}});
}

}  // namespace kontor::app
