// Shows that rules as SQL on SQLite, as SQL on PostgreSQL and asked of records in memory agree with
// an oracle written in another language; then plants faults, each of which must be found.
//
//   oracle_show [--worlds N] [--seed S] [--fault-worlds N] [--some-faults]
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

#include "arena.h"

namespace kontor::access::testing {
namespace {

struct Wish {
  int worlds = 10'000;
  int fault_worlds = 10'000;  // worlds in which a planted fault may go unseen
  std::uint64_t seed = 1;
  bool some_faults = false;  // every fifth
};

// The lines that the oracle prints.
class Oracle {
 public:
  Oracle(int worlds, std::uint64_t seed) {
    const std::string command = std::string(KONTOR_NODE) + " " + KONTOR_ORACLE + " " +
                                std::to_string(worlds) + " " + std::to_string(seed);
    pipe_ = popen(command.c_str(), "r");
  }
  ~Oracle() {
    if (pipe_) pclose(pipe_);
    std::free(buffer_);
  }
  Oracle(const Oracle&) = delete;

  bool next(std::string& line) {
    const auto size = pipe_ ? getline(&buffer_, &room_, pipe_) : -1;
    if (size <= 0) return false;
    line.assign(buffer_, static_cast<std::size_t>(size));
    return true;
  }

 private:
  FILE* pipe_ = nullptr;
  char* buffer_ = nullptr;
  std::size_t room_ = 0;
};

struct Figures {
  int worlds = 0, wrong = 0, planted = 0, caught = 0;
  std::int64_t questions = 0;
};

void compare_all(const Wish& wish, Figures& figures) {
  Arena arena(storage::testing::engines());
  Oracle oracle(wish.worlds, wish.seed);
  for (std::string line; oracle.next(line);) {
    ++figures.worlds;
    if (const auto wrong = arena.run(line)) {
      ++figures.wrong;
      if (figures.wrong <= 20) std::printf("%s\n", wrong->c_str());
    }
    if (figures.worlds % 1000 == 0) {
      std::printf("%d worlds, %d differ\n", figures.worlds, figures.wrong);
      std::fflush(stdout);
    }
  }
  figures.questions = arena.questions();
}

void find_faults(const Wish& wish, Figures& figures) {
  Arena arena({storage::Engine::sqlite});
  std::vector<std::string> lines;
  Oracle oracle(wish.fault_worlds, wish.seed);
  for (std::string line; oracle.next(line);) lines.push_back(line);
  const std::size_t step = wish.some_faults ? 5 : 1;
  for (std::size_t i = 0; i < faults().size(); i += step) {
    const Fault& fault = faults()[i];
    ++figures.planted;
    std::size_t after = 0;
    for (std::size_t n = 0; n < lines.size() && !after; ++n)
      if (arena.run(lines[n], &fault)) after = n + 1;
    figures.caught += after > 0;
    if (after)
      std::printf("found in world %5zu  %s\n", after, fault.name.c_str());
    else
      std::printf("NOT FOUND            %s\n", fault.name.c_str());
    std::fflush(stdout);
  }
}

int run(const Wish& wish) {
  const auto begin = std::chrono::steady_clock::now();
  Figures figures;
  std::printf("seed %llu, SQLite, PostgreSQL and memory\n",
              static_cast<unsigned long long>(wish.seed));
  compare_all(wish, figures);
  find_faults(wish, figures);
  const auto seconds =
      std::chrono::duration_cast<std::chrono::seconds>(std::chrono::steady_clock::now() - begin);
  std::printf("%d worlds, %lld questions, %d differences; %d of %d planted faults found; %lld s\n",
              figures.worlds, static_cast<long long>(figures.questions), figures.wrong,
              figures.caught, figures.planted, static_cast<long long>(seconds.count()));
  return figures.worlds != wish.worlds || figures.wrong || figures.caught < figures.planted;
}

}  // namespace
}  // namespace kontor::access::testing

int main(int argc, char** argv) {
  kontor::access::testing::Wish wish;
  for (int i = 1; i < argc; ++i) {
    const bool more = i + 1 < argc;
    if (!std::strcmp(argv[i], "--worlds") && more) wish.worlds = std::atoi(argv[++i]);
    if (!std::strcmp(argv[i], "--fault-worlds") && more) wish.fault_worlds = std::atoi(argv[++i]);
    if (!std::strcmp(argv[i], "--seed") && more) wish.seed = std::strtoull(argv[++i], nullptr, 10);
    if (!std::strcmp(argv[i], "--some-faults")) wish.some_faults = true;
  }
  return kontor::access::testing::run(wish);
}
