#include "app/commands/command.h"

#include <cstdlib>
#include <filesystem>

namespace kontor::app {

std::span<const Command> commands() {
  static constexpr Command kCommands[] = {
      {"serve", "--data DIR [--listen HOST:PORT] [--database URL] [--login-link]",
       "serve the workspace to browsers and programs", 0, serve},
      {"demo", "--data DIR [--people N] [--seed N] [--database URL]",
       "fill a new workspace with every kit and deterministic demo data", 0, make_demo},
      {"user add", "--data DIR --email ADDRESS --name NAME [--language de|en]",
       "let somebody in; prints a login link", 0, add_user},
      {"user login", "--data DIR [--email ADDRESS] [--url http://…]", "print a one-time login link",
       0, make_login_link},
      {"key create", "--data DIR [--user ADDRESS] [--name NAME] [--read-only]",
       "make an API key and print it", 0, create_key},
      {"kit list", "--data DIR", "list kits and whether they are installed", 0, list_kits},
      {"import undo", "--data DIR ID", "take a whole import back", 1, undo_import},
      {"import continue", "--data DIR ID", "go on with an import that was stopped", 1,
       continue_import},
      {"import list", "--data DIR", "list imports, newest first", 0, list_imports},
      {"import",
       "--data DIR --object person FILE [--mapping COLUMN=PATH,…] [--duplicates "
       "skip|update|create] "
       "[--match email,phone,name] [--links create|leave] [--new-options create|leave] "
       "[--dates FORMAT] [--decimal ,|.] [--encoding NAME] [--separator CHARACTER|tab] "
       "[--sheet NAME] [--user ADDRESS] [--dry-run]",
       "import CSV, Excel or vCards; prints what became of the rows", 1, import_file},
      {"export",
       "--data DIR --object person FILE [--format csv|xlsx|vcard] [--filter EXPRESSION] "
       "[--sort PATH,…] [--fields PATH,…] [--search WORDS] [--language de|en] [--user ADDRESS]",
       "write records to a CSV, Excel or vCard file", 1, export_file},
      {"doctor", "--data DIR",
       "check the database, history, events, search, counters, sums and free space", 0, doctor},
      {"backup", "--data DIR FILE",
       "copy the whole workspace into one file, also while it is served", 1, back_up},
      {"restore", "--data DIR FILE", "make a workspace from a backup; never overwrites one", 1,
       restore},
      {"kit install", "--data DIR NAME… [--sample]", "install kits", kAnyOperands, install_kits},
  };
  return kCommands;
}

namespace {

constexpr std::string_view kSqlite = "sqlite:";

bool is_a_database(std::string_view url) {
  return url.starts_with(kSqlite) || url.starts_with("postgresql://") ||
         url.starts_with("postgres://") || url.find('=') != std::string_view::npos;
}

// Of a server only opening tells.
bool is_missing(const std::string& url) {
  std::error_code ignored;
  return url.starts_with(kSqlite) && !std::filesystem::exists(url.substr(kSqlite.size()), ignored);
}

}  // namespace

Result<std::unique_ptr<Workspace>> open_workspace(const Arguments& arguments, Opening opening) {
  WorkspaceOptions options;
  options.exclusive = opening == Opening::alone_or_new;
  options.data = TRY(required_option(arguments, "data"));
  options.database = TRY(database_url(arguments));
  options.acknowledge_before_commit = std::getenv("KONTOR_TEST_ACKNOWLEDGE_EARLY") != nullptr;
  if (opening == Opening::existing && is_missing(options.database))
    return fail(Code::not_found, "app.no_workspace", {{"path", options.data}});
  return Workspace::open(options);
}

Result<std::string> database_url(const Arguments& arguments) {
  const char* database = std::getenv("KONTOR_DATABASE");  // keeps a password off the process list
  const std::string url = arguments.option_or("database", database ? database : "");
  if (url.empty())
    return std::string(kSqlite) + TRY(required_option(arguments, "data")) + "/kontor.db";
  if (!is_a_database(url)) return fail(Code::bad_request, "usage.not_a_database");
  return url;
}

std::string_view version() {
  return KONTOR_VERSION;
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
