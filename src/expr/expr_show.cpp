// Shows that SQL on SQLite, SQL on PostgreSQL and the evaluator answer alike: random expressions
// over random records, then mistakes planted into one back end, each of which must be found.
//
//   expr_show [cases] [seed]
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "expr/testing/agreement.h"

namespace kontor::expr::testing {
namespace {

constexpr int kPerArena = 500;       // expressions before a new catalogue and new records are made
constexpr int kMostForFault = 6000;  // expressions a planted mistake may go unseen

struct Figures {
  int cases = 0, wrong = 0, caught = 0;
  std::map<std::string, int> used;
};

void compare_all(int cases, std::uint64_t seed, Figures& figures) {
  for (int i = 0; i < cases; i += kPerArena) {
    Arena arena(seed + static_cast<std::uint64_t>(i), storage::testing::engines());
    for (int n = i; n < std::min(cases, i + kPerArena); ++n) {
      const std::uint64_t here = seed + static_cast<std::uint64_t>(n);
      ++figures.cases;
      if (const auto wrong = arena.run(here)) {
        ++figures.wrong;
        std::printf("case %llu: %s\n", static_cast<unsigned long long>(here), wrong->c_str());
      }
    }
    for (const auto& [name, count] : arena.used()) figures.used[name] += count;
    if ((i / kPerArena) % 10 == 9)
      std::printf("%d cases, %d differ\n", figures.cases, figures.wrong);
    std::fflush(stdout);
  }
}

// How many expressions it took to find the mistake; 0: it was not found.
int find(const Fault& fault, std::vector<std::unique_ptr<Arena>>& arenas, std::uint64_t seed) {
  for (int n = 0; n < kMostForFault; ++n) {
    Arena& arena = *arenas[static_cast<std::size_t>(n) % arenas.size()];
    if (arena.run(seed + static_cast<std::uint64_t>(n), &fault)) return n + 1;
  }
  return 0;
}

void find_faults(std::uint64_t seed, Figures& figures) {
  std::vector<std::unique_ptr<Arena>> arenas;
  for (std::uint64_t i = 0; i < 4; ++i)
    arenas.push_back(std::make_unique<Arena>(seed + i, storage::testing::engines()));
  for (const Fault& fault : faults()) {
    const int after = find(fault, arenas, seed);
    figures.caught += after > 0;
    if (after)
      std::printf("found after %4d  %s\n", after, fault.name.c_str());
    else
      std::printf("NOT FOUND         %s\n", fault.name.c_str());
    std::fflush(stdout);
  }
}

int run(int cases, std::uint64_t seed) {
  const auto begin = std::chrono::steady_clock::now();
  Figures figures;
  std::printf("seed %llu, SQLite and PostgreSQL\n", static_cast<unsigned long long>(seed));
  compare_all(cases, seed, figures);
  std::printf("operators and functions used:");
  for (const auto& [name, count] : figures.used) std::printf(" %s %d", name.c_str(), count);
  std::printf("\n");
  find_faults(seed, figures);
  const int planted = static_cast<int>(faults().size());
  const auto seconds =
      std::chrono::duration_cast<std::chrono::seconds>(std::chrono::steady_clock::now() - begin);
  std::printf("%d expressions, %d differences; %d of %d planted faults found; %lld s\n",
              figures.cases, figures.wrong, figures.caught, planted,
              static_cast<long long>(seconds.count()));
  return figures.wrong || figures.caught < planted || figures.cases < 1;
}

}  // namespace
}  // namespace kontor::expr::testing

int main(int argc, char** argv) {
  const int cases = argc > 1 ? std::atoi(argv[1]) : 20000;
  const auto seed = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 1;
  return kontor::expr::testing::run(cases, seed);
}
