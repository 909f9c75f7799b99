// Real files, and rows of our own under the headers of real programs, on both engines.
#include <chrono>
#include <iostream>

#include "base/log.h"
#include "storage/fresh_database.h"
#include "storage/testing.h"
#include "world.h"

int main(int count, char** arguments) {
  using namespace kontor;
  set_log_sink([](std::string_view) {});
  const std::uint64_t seed = count > 1 ? std::strtoull(arguments[1], nullptr, 10) : 1;
  const auto data = importing::testing::public_data();
  if (!std::filesystem::exists(data / "13-import")) {
    std::cout << "import: no test data at " << data
              << "; KONTOR_TEST_DATA says where it is: MISSED\n";
    return 1;
  }
  std::string last;
  bool kept = true;
  for (const auto engine : storage::testing::engines()) {
    shows::Figures figures;
    {
      shows::World world(engine, figures);
      shows::bring_organisations(world);
      world.take_all_back();
      shows::bring_contacts(world, seed);
      world.take_all_back();
      shows::bring_cards(world);
      world.take_all_back();
      shows::bring_pipeline(world);
      world.take_all_back();
    }
    for (const std::string& wrong : figures.wrong)
      std::cout << storage::name_of(engine) << ": " << wrong << '\n';
    kept &= figures.wrong.empty();
    last += std::string(storage::name_of(engine)) + ": " + std::to_string(figures.files) +
            " files, " + std::to_string(figures.rows) + " rows, " + std::to_string(figures.landed) +
            " landed, " + std::to_string(figures.named) + " named with the reason, " +
            std::to_string(figures.taken_back) + " taken back; ";
  }
  std::cout << last << "seed " << seed << ": " << (kept ? "kept" : "MISSED") << std::endl;
  return kept ? 0 : 1;
}
