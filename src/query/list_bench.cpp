// How long a page takes among many records. KONTOR_BENCH_RECORDS people (100,000), on SQLite and,
// where KONTOR_TEST_PG is set, on PostgreSQL. "steps" are SQLite's virtual-machine steps or rows
// received.
#include <benchmark/benchmark.h>
#include <cstdlib>
#include <map>

#include "query/board.h"
#include "query/count.h"
#include "query/group.h"
#include "query/list.h"
#include "query/testing_bulk.h"

namespace kontor::query {
namespace {

using testing::World;

std::int64_t people() {
  const char* text = std::getenv("KONTOR_BENCH_RECORDS");
  return text ? std::atoll(text) : 100'000;
}

World& world_of(storage::Engine engine) {
  static std::map<storage::Engine, std::unique_ptr<World>> worlds;
  auto& world = worlds[engine];
  if (!world) {
    world = std::make_unique<World>(engine);
    testing::add_crowd(*world, people());
  }
  return *world;
}

const std::vector<std::string> kColumns = {
    "name",       "role",          "emails",     "phones",
    "company",    "address.place", "category",   "address.postal_code",
    "changed_at", "birthday",      "first_name", "last_name"};

struct Case {
  std::string name;
  ListRequest request;
};

// What differs from run to run comes from `turn`.
std::string two_digits(int turn) {
  return std::to_string(10 + turn % 80);
}

std::vector<Case> cases(int turn) {
  const std::string area = two_digits(turn);
  const auto person = [](std::string filter, std::vector<std::string> sort = {}) {
    return ListRequest{.object = "person",
                       .filter = std::move(filter),
                       .sort = std::move(sort),
                       .fields = kColumns};
  };
  ListRequest jump = person("");
  jump.offset = people() * (turn % 100) / 100;
  return {
      {"all", person("")},
      {"all by change", person("", {"-changed_at"})},
      {"jump", jump},
      {"category", person("category = \"a\"")},
      {"area", person("address.postal_code begins with \"" + area + "\"")},
      {"category and area",
       person("category = \"a\" and address.postal_code begins with \"" + area + "\"")},
      {"category and narrow area",
       person("category = \"a\" and address.postal_code begins with \"" + area + "5\"")},
      {"area by change",
       person("address.postal_code begins with \"" + area + "\"", {"-changed_at"})},
      {"owner", person("owner = \"7\"")},
      {"common and rare", person("category = \"c\" and role = \"rolle039\"")},
      {"not indexed", person("role = \"rolle002\"")},
      {"contains", person("role contains \"e001\"")},
      {"behind relation", person("company.category = \"a\"")},
      {"behind relation, rare", person("company.address.postal_code begins with \"" + area + "\"")},
      {"by company", person("", {"company.name"})},
      {"by birthday", person("", {"birthday"})},
      {"nothing fits", person("role = \"nobody\"")},
  };
}

std::string read(World& world, const ListRequest& request) {
  return world.json(
      [&](const Reader& reader, JsonWriter& json) { return write_list(reader, request, json); });
}

void list(benchmark::State& state, storage::Engine engine, std::size_t which) {
  World& world = world_of(engine);
  int turn = 0;
  std::uint64_t steps = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(read(world, cases(turn++)[which].request));
    steps += world.last_steps();
  }
  state.counters["steps"] = static_cast<double>(steps) / static_cast<double>(turn);
}

void board(benchmark::State& state, storage::Engine engine) {
  World& world = world_of(engine);
  for (auto _ : state) {
    benchmark::DoNotOptimize(world.json([&](const Reader& reader, JsonWriter& json) {
      return write_board(reader,
                         {.object = "deal",
                          .field = "stage",
                          .pipeline = "new_business",
                          .fields = {"name", "value", "person", "owner"},
                          .sort = {"-changed_at"},
                          .sums = {"value"}},
                         json);
    }));
  }
}

void count(benchmark::State& state, storage::Engine engine) {
  World& world = world_of(engine);
  int turn = 0;
  for (auto _ : state) {
    const CountRequest request{.object = "person",
                               .filter = "category = \"a\" and address.postal_code begins with \"" +
                                         two_digits(turn++) + "\""};
    benchmark::DoNotOptimize(
        world.json([&](const Reader& reader, JsonWriter& json) -> Result<void> {
          write_count(TRY(read_count(reader, request)), json);
          return {};
        }));
  }
}

void group(benchmark::State& state, storage::Engine engine) {
  World& world = world_of(engine);
  for (auto _ : state) {
    benchmark::DoNotOptimize(world.json([&](const Reader& reader, JsonWriter& json) {
      return write_groups(reader,
                          {.object = "deal", .group = "owner", .aggregates = {"sum(value)"}}, json);
    }));
  }
}

int register_all() {
  for (const auto engine : storage::testing::engines()) {
    const std::string suffix = engine == storage::Engine::sqlite ? "/sqlite" : "/postgres";
    const auto add = [&](const std::string& name, auto run) {
      benchmark::RegisterBenchmark((name + suffix).c_str(), run)->Unit(benchmark::kMillisecond);
    };
    for (std::size_t i = 0; i < cases(0).size(); ++i) {
      add("list/" + cases(0)[i].name,
          [engine, i](benchmark::State& state) { list(state, engine, i); });
    }
    add("board", [engine](benchmark::State& state) { board(state, engine); });
    add("count", [engine](benchmark::State& state) { count(state, engine); });
    add("group", [engine](benchmark::State& state) { group(state, engine); });
  }
  return 0;
}

const int kRegistered = register_all();

}  // namespace
}  // namespace kontor::query
