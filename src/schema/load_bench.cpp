// How long a start, or a change seen by another node, waits for the catalogue.
#include <benchmark/benchmark.h>
#include <stdexcept>

#include "schema/change/draft.h"
#include "schema/change/plan.h"
#include "schema/kit/embedded.h"
#include "schema/load.h"
#include "schema/migrations.h"
#include "storage/fresh_database.h"
#include "storage/migrate.h"

namespace kontor::schema {
namespace {

template <class T>
T sure(Result<T> result) {
  if (!result) throw std::runtime_error(result.error().key + " " + result.error().internal);
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

// The kits of the program and `more` databases of 50 fields each.
void fill(storage::Database& database, int more) {
  sure(storage::migrate(database, migrations()));
  CataloguePtr empty = sure(load_catalogue(*sure(database.read())));
  CataloguePtr kits =
      sure(install(*empty, sure(embedded_kits()), {"people", "companies", "tasks", "sales"}));
  Draft draft(*kits);
  for (int i = 0; i < more; ++i) {
    Object object;
    object.name = "object_" + std::to_string(i);
    object.label = object.plural = {"Datenbank", "Database"};
    object.title_field = "name";
    sure(draft.add_object(object));
    for (int j = 0; j < 50; ++j) {
      Field field;
      field.name = j == 0 ? "name" : "field_" + std::to_string(j);
      field.label = {"Feld", "Field"};
      sure(draft.add_field(object.name, field));
    }
  }
  Plan plan = sure(make_plan(*empty, *sure(draft.finish()), database.engine()));
  sure(database.write([&](storage::Transaction& transaction) { return plan.apply(transaction); }));
}

void load(benchmark::State& state) {
  storage::testing::FreshDatabase database(storage::Engine::sqlite);
  fill(*database, static_cast<int>(state.range(0)));
  auto snapshot = sure(database->read());
  for (auto _ : state) benchmark::DoNotOptimize(sure(load_catalogue(*snapshot)));
}
BENCHMARK(load)->Arg(0)->Arg(100)->Unit(benchmark::kMillisecond);

void read_kits(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(sure(embedded_kits()));
}
BENCHMARK(read_kits)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace kontor::schema
