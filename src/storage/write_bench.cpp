// Durable single-row inserts (three indexes), with 1, 16 and 64 threads that wait for each answer:
// what group commit brings. And small reads, for what a lease and a statement cost.
#include <algorithm>
#include <atomic>
#include <benchmark/benchmark.h>
#include <chrono>
#include <memory>
#include <thread>
#include <vector>

#include "storage/fresh_database.h"
#include "storage/throwaway_cluster.h"

namespace kontor::storage {
namespace {

using testing::FreshDatabase;

constexpr const char* kTable =
    "CREATE TABLE item (id bigint PRIMARY KEY, owner bigint, stage bigint, name text);"
    "CREATE INDEX item_by_owner ON item (owner); CREATE INDEX item_by_stage ON item (stage);"
    "CREATE INDEX item_by_name ON item (name)";

// Shared by the threads of one run.
std::unique_ptr<FreshDatabase> fresh;
std::atomic<std::int64_t> next_id = 0;

void set_up(const benchmark::State& state) {
  // Durable: PostgreSQL's cluster of its own, with fsync.
  static const testing::ThrowawayCluster cluster(testing::ThrowawayCluster::Disk::durable);
  setenv("KONTOR_TEST_PG", cluster.url().c_str(), 1);
  fresh = std::make_unique<FreshDatabase>(static_cast<Engine>(state.range(0)));
  if (!(*fresh)->write([](Transaction& t) { return t.script(kTable); })) std::abort();
}

void tear_down(const benchmark::State&) {
  fresh.reset();
}

Result<void> insert(Transaction& t) {
  const std::int64_t id = ++next_id;
  TRY(t.execute({"INSERT INTO item (id, owner, stage, name) VALUES (?, ?, ?, ?)",
                 {id, id % 500, id % 7, "name " + std::to_string(id * 7919 % 1000003)}}));
  return {};
}

void durable_insert(benchmark::State& state) {
  for (auto _ : state) {
    if (!(*fresh)->write(insert)) state.SkipWithError("write");
  }
  state.SetItemsProcessed(state.iterations());
}

void small_read(benchmark::State& state) {
  if (state.thread_index() == 0 && !(*fresh)->write(insert)) state.SkipWithError("write");
  const Sql sql{"SELECT id, name FROM item WHERE owner = ? ORDER BY id LIMIT 50",
                {std::int64_t{1}}};
  for (auto _ : state) {
    auto snapshot = (*fresh)->read();
    if (!snapshot || !(*snapshot)->each(sql, [](const Row&) { return true; })) {
      state.SkipWithError("read");
    }
  }
  state.SetItemsProcessed(state.iterations());
}

// What others feel of an import: their writes one after another, beside bulk jobs of 20,000 rows
// that end early as soon as somebody waits.
void insert_beside_bulk(benchmark::State& state) {
  std::atomic<bool> over = false;
  std::atomic<std::int64_t> imported = 0;
  std::jthread import([&] {
    while (!over) {
      const auto done = (*fresh)->write_bulk([&](Transaction& t) -> Result<void> {
        for (int row = 0; row < 20000 && !over && !(*fresh)->writers_waiting(); ++row) {
          TRY(insert(t));
          ++imported;
        }
        return {};
      });
      if (!done) std::abort();
    }
  });
  std::vector<double> milliseconds;
  const auto begin = std::chrono::steady_clock::now();
  for (auto _ : state) {
    state.PauseTiming();
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
    state.ResumeTiming();
    const auto start = std::chrono::steady_clock::now();
    if (!(*fresh)->write(insert)) state.SkipWithError("write");
    milliseconds.push_back(
        std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start)
            .count());
  }
  over = true;
  import.join();
  std::ranges::sort(milliseconds);
  const std::chrono::duration<double> span = std::chrono::steady_clock::now() - begin;
  state.counters["p95_ms"] = milliseconds[milliseconds.size() * 95 / 100];
  state.counters["max_ms"] = milliseconds.back();
  state.counters["imported_per_s"] = static_cast<double>(imported) / span.count();
}

void on_both_engines(benchmark::internal::Benchmark* bench) {
  bench->ArgName("postgres")->Arg(0)->Arg(1)->UseRealTime()->Setup(set_up)->Teardown(tear_down);
}

BENCHMARK(durable_insert)->Apply(on_both_engines)->Threads(1)->Threads(16)->Threads(64);
BENCHMARK(insert_beside_bulk)->Apply(on_both_engines)->Iterations(600);
BENCHMARK(small_read)->Apply(on_both_engines)->Threads(1)->Threads(4);

}  // namespace
}  // namespace kontor::storage
