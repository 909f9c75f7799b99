// kontor_scenarios [--engine sqlite|postgres] FILE.scn...: runs each scenario on each engine and
// ends with `N passed, N failed`.
#include <fstream>
#include <iostream>
#include <sstream>

#include "base/log.h"
#include "storage/testing.h"
#include "world.h"

namespace {

using namespace kontor;

bool run(const std::string& path, storage::Engine engine) {
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  std::string name = path.substr(path.rfind('/') + 1);
  scenarios::World world(engine);
  auto report = [&](const std::string& what) {
    std::cout << "FAILED  " << storage::name_of(engine) << "  " << name << ":" << world.line()
              << "  " << what << std::endl;
    return false;
  };
  if (!file) return report("cannot be read");
  try {
    auto script = scenarios::read_script(text.str());
    if (script.title.empty() || script.statements.empty()) return report("is empty");
    world.run(script);
    std::cout << "ok      " << storage::name_of(engine) << "  " << name << "  " << script.title
              << std::endl;
    return true;
  } catch (const scenarios::Mismatch& mismatch) {
    return report(mismatch.text);
  } catch (const std::exception& error) {
    return report(error.what());
  }
}

}  // namespace

int main(int count, char** arguments) {
  set_log_sink([](std::string_view) {});
  std::vector<std::string> files;
  std::string only;
  for (int i = 1; i < count; ++i) {
    std::string argument = arguments[i];
    if (argument == "--engine" && i + 1 < count) {
      only = arguments[++i];
    } else {
      files.push_back(argument);
    }
  }
  int passed = 0, failed = 0;
  for (auto engine : storage::testing::engines()) {
    if (!only.empty() && storage::name_of(engine) != only) continue;
    for (const auto& file : files) ++(run(file, engine) ? passed : failed);
  }
  std::cout << passed << " passed, " << failed << " failed" << std::endl;
  return failed > 0 || passed == 0;
}
