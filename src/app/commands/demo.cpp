#include <iostream>

#include "app/commands/command.h"
#include "app/demo/load.h"
#include "base/zone.h"
#include "records/kits.h"
#include "storage/laid_aside_indexes.h"

namespace kontor::app {
namespace {

constexpr const char* kDemoUser = "anna@kontor.example";

// Nobody logs in with a password here: serve prints a link.
Result<auth::Actor> demo_user(Workspace& workspace) {
  auth::Users& users = workspace.accounts().users;
  if (!TRY(users.none())) return fail(Code::conflict, "demo.not_empty");
  return auth::Actor{.user = TRY(users.add({.name = "Anna Kontor", .email = kDemoUser}, {}))};
}

Result<std::vector<std::string>> every_kit(Workspace& workspace) {
  auto snapshot = TRY(workspace.database().read());
  std::vector<std::string> names;
  for (const records::KitInfo& kit :
       TRY(records::list_kits(*TRY(workspace.catalogues().of(*snapshot)))))
    names.push_back(kit.name);
  return names;
}

void show_progress(std::int64_t written) {
  std::cerr << "\r" << written << std::flush;
}

// Without the indexes of what is filled: with a million people they would be most of the work.
Result<void> fill(Workspace& workspace, const auth::Actor& owner,
                  const demo::Generator& generator) {
  const auto aside = TRY(storage::LaidAsideIndexes::of(workspace.database(),
                                                       {"o_", "c_", "l_", "x_", "kontor_history"}));
  const auto loaded = TRY(demo::load(workspace.writer(), owner, generator, show_progress));
  std::cerr << "\nindexes " << std::flush;
  TRY(aside.make_again(workspace.database()));
  std::cerr << '\n';
  std::cout << loaded.people << " people, " << loaded.companies << " companies, "
            << loaded.interactions << " interactions, " << loaded.deals << " deals\n";
  return {};
}

}  // namespace

Result<void> make_demo(const Arguments& arguments) {
  TRY(arguments.only({"data", "database", "people", "seed"}));
  const std::int64_t people = TRY(arguments.number("people", 0));
  const std::int64_t seed = TRY(arguments.number("seed", 1));
  auto workspace = TRY(open_workspace(arguments, Opening::or_new));
  const auth::Actor anna = TRY(demo_user(*workspace));
  TRY(records::install_kits(workspace->writer(), anna, TRY(every_kit(*workspace)), true));
  if (people == 0) return {};
  const Date today = TimeZone::utc().date_of(system_clock().now());
  return fill(*workspace, anna, {static_cast<std::uint64_t>(seed), people, today.days});
}

}  // namespace kontor::app
