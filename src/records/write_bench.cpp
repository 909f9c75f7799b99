// How fast people are written in bulk, as an import does: typed values, batches of 5,000.
#include <benchmark/benchmark.h>

#include "records/testing.h"

namespace kontor::records {
namespace {

using schema::FieldEdit;
using schema::FieldValue;

constexpr int kBatch = 5'000;

std::string word(std::uint64_t number) {
  static constexpr const char* kSyllables[] = {"ber",   "ger",  "mann", "hof", "lin",
                                               "stein", "bach", "wald", "er",  "meis",
                                               "ter",   "schu", "fel",  "der"};
  std::string text;
  for (int i = 0; i < 3; ++i, number /= 14) text += kSyllables[number % 14];
  text[0] = static_cast<char>(text[0] - 32);
  return text;
}

FieldInput input(std::string field, FieldValue value) {
  return {std::move(field), FieldEdit(std::move(value))};
}

Change person(std::uint64_t i) {
  std::uint64_t mixed = i * 0x9E3779B97F4A7C15ull;
  std::string first = word(mixed >> 40), last = word(mixed >> 20);
  Change change{.op = Op::create, .object = "person"};
  change.fields.push_back(input("first_name", first));
  change.fields.push_back(input("last_name", last));
  change.fields.push_back(input("role", std::string("Einkauf")));
  change.fields.push_back(input("notes", "Mag " + word(mixed >> 10) + " und " + word(mixed >> 5)));
  change.fields.push_back(
      input("emails",
            schema::Entries{{first + "." + last + std::to_string(i) + "@example.com", "work"}}));
  std::string number = std::to_string(2'000'000 + i);
  change.fields.push_back(
      input("phones", schema::Entries{{"0221 " + number, "work", "+49221" + number}}));
  schema::Parts address{{word(mixed >> 30) + "str. 5",
                         std::to_string(10'000 + mixed % 80'000),
                         word(mixed % 2000),
                         {},
                         std::string("DE"),
                         {},
                         {}}};
  change.fields.push_back(input("address", address));
  return change;
}

void run(benchmark::State& state, storage::Engine engine) {
  testing::Workspace space(engine);
  auth::Actor anna = space.user("Anna");
  std::uint64_t made = 0;
  std::map<std::string_view, std::int64_t> times;
  for (auto _ : state) {
    state.PauseTiming();
    Batch batch;
    batch.reason = Reason::import;
    for (int i = 0; i < kBatch; ++i) batch.changes.push_back(person(made++));
    state.ResumeTiming();
    auto result = space.write(anna, batch);
    if (!result.written || !result.outcomes.back().errors.empty())
      state.SkipWithError("not written");
    for (const auto& step : result.times) times[step.step] += step.micros;
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(made));
  for (const auto& [step, micros] : times)
    state.counters[std::string(step) + "_us"] =
        static_cast<double>(micros) / static_cast<double>(made);
}

BENCHMARK_CAPTURE(run, sqlite, storage::Engine::sqlite)
    ->Iterations(10)
    ->UseRealTime()
    ->MeasureProcessCPUTime();

}  // namespace
}  // namespace kontor::records
