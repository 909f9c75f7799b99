#include <iostream>

#include "app/accounts.h"
#include "app/commands/command.h"

namespace kontor::app {

Result<auth::User> user_or_first(Workspace& workspace, const Arguments& arguments,
                                 std::string_view option) {
  Accounts& accounts = workspace.accounts();
  if (const auto email = arguments.option(option)) {
    if (auto user = TRY(accounts.users.find(*email))) return *std::move(user);
    return fail(Code::not_found, "user.unknown", {{"email", *email}});
  }
  auto snapshot = TRY(workspace.database().read());
  const auto first = TRY(snapshot->integer(
      {"SELECT id FROM o_user WHERE f_active = 1 AND deleted_at IS NULL ORDER BY id LIMIT 1", {}}));
  if (!first) return fail(Code::not_found, "user.none");
  return accounts.users.get({*first});
}

Result<void> add_user(const Arguments& arguments) {
  TRY(arguments.only({"data", "database", "email", "name", "language", "url"}));
  auto workspace = TRY(open_workspace(arguments, Opening::or_new));
  const auth::NewUser wanted{.name = TRY(required_option(arguments, "name")),
                             .email = TRY(required_option(arguments, "email")),
                             .language = arguments.option_or("language", "de")};
  const RecordId id = TRY(workspace->accounts().users.add(wanted, {}));
  const std::string token = TRY(workspace->accounts().login.make_link(id));
  std::cout << arguments.option_or("url", "") << "/login?token=" << token << '\n';
  return {};
}

Result<void> make_login_link(const Arguments& arguments) {
  TRY(arguments.only({"data", "database", "email", "url"}));
  auto workspace = TRY(open_workspace(arguments));
  const auth::User user = TRY(user_or_first(*workspace, arguments, "email"));
  std::cout << arguments.option_or("url", "")
            << "/login?token=" << TRY(workspace->accounts().login.make_link(user.id)) << '\n';
  return {};
}

Result<void> create_key(const Arguments& arguments) {
  TRY(arguments.only({"data", "database", "user", "name", "read-only"}));
  auto workspace = TRY(open_workspace(arguments));
  const auth::User user = TRY(user_or_first(*workspace, arguments, "user"));
  const auto made = TRY(workspace->accounts().keys.make(
      user.id, {.name = arguments.option_or("name", "kontor key create"),
                .may_write = !arguments.has("read-only"),
                .expires_at = {}}));
  std::cout << made.key << '\n';
  return {};
}

}  // namespace kontor::app
